import { Attribute } from '../shapes/faces.ts';
import { DetectLabelsFeatureName } from '../shapes/newer.ts';
import { ContentClassifier } from '../shapes/moderation.ts';
import { ProtectiveEquipmentType } from '../shapes/protective-equipment.ts';
import { integer, listOf, oneOf, range, required, structure } from './constraint.ts';
import type { Constraint, Members, StructureConstraint } from './constraint.ts';
import * as scalar from './scalars.ts';

/** A member of later versions of the API. */
export const newer: Constraint = { kind: 'newer' };

/** Which members of FaceDetail to fill; the API's later values name single members. */
export const faceAttributes = listOf(oneOf({ DEFAULT: Attribute.DEFAULT, ALL: Attribute.ALL }));

/** Any number. */
const anyNumber: Constraint = { kind: 'number' };

export const s3Object = structure({
  Bucket: scalar.bucketName,
  Name: scalar.objectName,
  Version: scalar.objectVersion,
});

function picture(maxBytes: number): StructureConstraint {
  return {
    kind: 'structure',
    exactlyOne: ['Bytes', 'S3Object', 'Source'],
    members: { Bytes: { kind: 'bytes', min: 1, max: maxBytes }, S3Object: s3Object, Source: { kind: 'source' } },
  };
}

/** A picture of at most 5 MB. */
export const image = picture(5_242_880);

/** A picture of at most 4 MB, as DetectProtectiveEquipment and DetectCustomLabels take it. */
export const smallImage = picture(4_194_304);

export const video: StructureConstraint = { ...structure({ S3Object: s3Object }), exactlyOne: ['S3Object'] };

/** What every Start call of stored video takes. */
export const startVideoJob: Members = {
  Video: required(video),
  ClientRequestToken: scalar.clientRequestToken,
  NotificationChannel: structure({ SNSTopicArn: required(scalar.snsTopicArn), RoleArn: required(scalar.roleArn) }),
  JobTag: scalar.jobTag,
};

/** What every Get call of stored video takes. */
export const getVideoJob: Members = {
  JobId: required(scalar.jobId),
  MaxResults: scalar.clampedPageSize,
  NextToken: scalar.paginationToken,
};

const regionOfInterest = structure({
  BoundingBox: structure({ Width: anyNumber, Height: anyNumber, Left: anyNumber, Top: anyNumber }),
  Polygon: newer,
});

/** Word filter and regions, for pictures and for videos. */
export const textFilters = structure({
  WordFilter: structure({
    MinConfidence: scalar.percent,
    MinBoundingBoxHeight: scalar.ratio,
    MinBoundingBoxWidth: scalar.ratio,
  }),
  RegionsOfInterest: listOf(regionOfInterest, { min: 0, max: 10 }),
});

const labelNames = listOf(scalar.labelFilter, { min: 0, max: 100 });

/** Names and categories that labels are kept or left out by, for pictures and for videos. */
export const generalLabels = structure({
  LabelInclusionFilters: labelNames,
  LabelExclusionFilters: labelNames,
  LabelCategoryInclusionFilters: labelNames,
  LabelCategoryExclusionFilters: labelNames,
});

export const labelFeatures = listOf(oneOf(DetectLabelsFeatureName), { min: 0, max: 2 });

export const labelSettings = structure({
  GeneralLabels: generalLabels,
  ImageProperties: structure({ MaxDominantColors: integer(0, 20) }),
});

export const humanLoopConfig = structure({
  HumanLoopName: required(scalar.humanLoopName),
  FlowDefinitionArn: required(scalar.flowDefinitionArn),
  DataAttributes: structure({ ContentClassifiers: listOf(oneOf(ContentClassifier), { max: 256 }) }),
});

export const summarizationAttributes = structure({
  MinConfidence: required(scalar.percent),
  RequiredEquipmentTypes: required(listOf(oneOf(ProtectiveEquipmentType))),
});

export const outputConfig = structure({ S3Bucket: scalar.bucketName, S3KeyPrefix: scalar.objectKeyPrefix });

const assets = listOf(structure({ GroundTruthManifest: structure({ S3Object: s3Object }) }));

export const trainingData = structure({ Assets: assets });

export const testingData = structure({ Assets: assets, AutoCreate: { kind: 'boolean' } });

// The API's text says 0 to 100 and its type 50 to 100; both are taken, and less than 50 acts like 50.
const minSegmentConfidence = range(0, 100);

export const segmentFilters = structure({
  TechnicalCueFilter: structure({ MinSegmentConfidence: minSegmentConfidence, BlackFrame: newer }),
  ShotFilter: structure({ MinSegmentConfidence: minSegmentConfidence }),
});

export const streamProcessorInput = structure({ KinesisVideoStream: structure({ Arn: scalar.kinesisVideoArn }) });

export const streamProcessorOutput = structure({
  KinesisDataStream: structure({ Arn: scalar.kinesisDataArn }),
  S3Destination: newer,
});

export const streamProcessorSettings = structure({
  FaceSearch: structure({ CollectionId: scalar.collectionId, FaceMatchThreshold: scalar.percent }),
  ConnectedHome: newer,
});

