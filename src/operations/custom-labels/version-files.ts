import type { VersionRow } from '../../jobs/custom-label-record.ts';
import { buckets } from '../../media/buckets.ts';
import type { Asset } from '../../shapes/custom-labels.ts';
import type { S3Object } from '../../shapes/image.ts';
import { projectNameOf } from './arns.ts';
import type { ManifestLine } from './ground-truth-manifest.ts';
import { manifestSummary, validationManifest } from './training-files.ts';
import type { TrainingOrder, TrainingReport } from './training-order.ts';
import type { UsableData } from './usable-data.ts';

/** The files of a version in the bucket of its OutputConfig. */
export interface VersionFiles {
  /** Writes a file beside the others and tells where. */
  write(kind: string, content: string): Promise<S3Object>;
  writeValidation(training: readonly ManifestLine[], testing: readonly ManifestLine[], data: UsableData): Promise<TrainingReport>;
}

/** The files that training writes. */
export function filesOf(row: VersionRow, { outputConfig }: TrainingOrder): VersionFiles {
  const project = projectNameOf(row.arn);
  const prefix = outputConfig.S3KeyPrefix ?? '';
  const folder = `${prefix}${prefix === '' || prefix.endsWith('/') ? '' : '/'}${project}/${row.name}/`;
  const write = async (kind: string, content: string): Promise<S3Object> => {
    const object = { Bucket: outputConfig.S3Bucket, Name: `${folder}${kind}-${project}-${row.name}.json` };
    await buckets.put(object, content, { contentType: 'application/json' });
    return object;
  };
  return {
    write,
    async writeValidation(training, testing, { problem }) {
      const validations = {
        training: asset(await write('TrainingManifestWithValidation', validationManifest(training))),
        testing: asset(await write('TestingManifestWithValidation', validationManifest(testing))),
      };
      return {
        manifestSummary: { S3Object: await write('ManifestSummary', manifestSummary(training, testing, problem)) },
        training: { Validation: { Assets: [validations.training] } },
        testing: { Validation: { Assets: [validations.testing] } },
      };
    },
  };
}

/** A manifest as results name it. */
export function asset(object: S3Object): Asset {
  return { GroundTruthManifest: { S3Object: object } };
}
