import { InvalidParameterException } from '../../errors.ts';
import type { StreamRow } from '../../jobs/stream-record.ts';
import type { CreateStreamProcessorRequest, DescribeStreamProcessorResponse } from '../../shapes/stream-processors.ts';

/** Percent (OPERATIONS 10.1). */
const DEFAULT_THRESHOLD = 80;

/** What a processor is made with, in the API's words and as text that is equal for equal settings. */
export interface KeptSettings {
  readonly Input: { readonly KinesisVideoStream: { readonly Arn: string } };
  readonly Output: { readonly KinesisDataStream: { readonly Arn: string } };
  readonly Settings: { readonly FaceSearch: { readonly CollectionId: string; readonly FaceMatchThreshold: number } };
  readonly RoleArn: string;
}

/** The members of a request that a processor cannot do without. Throws InvalidParameterException. */
export function keptSettings({ Input, Output, Settings, RoleArn = '' }: CreateStreamProcessorRequest): KeptSettings {
  const input = Input?.KinesisVideoStream?.Arn;
  const output = Output?.KinesisDataStream?.Arn;
  const { CollectionId, FaceMatchThreshold = DEFAULT_THRESHOLD } = Settings?.FaceSearch ?? {};
  if (input === undefined) throw new InvalidParameterException('Input names no video: give KinesisVideoStream.Arn.');
  if (output === undefined) throw new InvalidParameterException('Output names no stream: give KinesisDataStream.Arn.');
  if (CollectionId === undefined) throw new InvalidParameterException('Settings name no collection: give FaceSearch.CollectionId.');
  return {
    Input: { KinesisVideoStream: { Arn: input } },
    Output: { KinesisDataStream: { Arn: output } },
    Settings: { FaceSearch: { CollectionId, FaceMatchThreshold } },
    RoleArn,
  };
}

/** As a row keeps them: written by this module alone, with members in one order. */
export function settingsText(settings: KeptSettings): string {
  return JSON.stringify(settings);
}

/** As DescribeStreamProcessor tells them. */
export function describedSettings(row: StreamRow): Pick<DescribeStreamProcessorResponse, 'Input' | 'Output' | 'Settings' | 'RoleArn'> {
  return JSON.parse(row.settings) as KeptSettings;
}

/** What a run needs of them. */
export function settingsOf(row: StreamRow): { readonly collectionId: string; readonly threshold: number } {
  const { CollectionId, FaceMatchThreshold } = (JSON.parse(row.settings) as KeptSettings).Settings.FaceSearch;
  return { collectionId: CollectionId, threshold: FaceMatchThreshold };
}
