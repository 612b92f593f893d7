import { integer, range, text } from './constraint.ts';

// The named values of the API: lengths in characters, patterns over the whole value.

export const clientRequestToken = text({ min: 1, max: 64, pattern: '[a-zA-Z0-9-_]+' });
export const collectionId = text({ min: 1, max: 255, pattern: '[a-zA-Z0-9_.\\-]+' });
export const externalImageId = text({ min: 1, max: 255, pattern: '[a-zA-Z0-9_.\\-:]+' });
export const faceId = text({ pattern: '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}' });
export const flowDefinitionArn = text({ max: 256 });
export const humanLoopName = text({ min: 1, max: 63, pattern: '[a-z0-9](-*[a-z0-9])*' });
export const jobId = text({ min: 1, max: 64, pattern: '[a-zA-Z0-9-_]+' });
export const jobTag = text({ min: 1, max: 256, pattern: '[a-zA-Z0-9_.\\-:]+' });
export const kinesisDataArn = text({ pattern: 'arn:([a-z\\d-]+):kinesis:([a-z\\d-]+):\\d{12}:.+' });
export const kinesisVideoArn = text({ pattern: 'arn:([a-z\\d-]+):kinesisvideo:([a-z\\d-]+):\\d{12}:.+' });
export const paginationToken = text({ max: 255 });
export const extendedPaginationToken = text({ max: 1024 });
export const projectArn = text({
  min: 20,
  max: 2048,
  pattern: 'arn:[a-z\\d-]+:rekognition:[a-z\\d-]+:\\d{12}:project\\/[a-zA-Z0-9_.\\-]{1,255}\\/[0-9]+',
});
export const projectVersionArn = text({
  min: 20,
  max: 2048,
  pattern:
    'arn:[a-z\\d-]+:rekognition:[a-z\\d-]+:\\d{12}:project\\/[a-zA-Z0-9_.\\-]{1,255}\\/version\\/[a-zA-Z0-9_.\\-]{1,255}\\/[0-9]+',
});
export const projectName = text({ min: 1, max: 255, pattern: '[a-zA-Z0-9_.\\-]+' });
export const versionName = projectName;
export const celebrityId = text({ pattern: '[0-9A-Za-z]*' });
/** Name of a label or of a category of labels. */
export const labelFilter = text({ min: 0, max: 50, pattern: "[A-Za-z0-9àâèçñó'-_(). ]*" });
export const roleArn = text({ pattern: 'arn:aws:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+' });
export const bucketName = text({ min: 3, max: 255, pattern: '[0-9A-Za-z\\.\\-_]*' });
export const objectName = text({ min: 1, max: 1024 });
export const objectVersion = text({ min: 1, max: 1024 });
export const objectKeyPrefix = text({ max: 1024 });
export const snsTopicArn = text({ pattern: 'arn:aws:sns:.*:\\w{12}:.+' });
export const streamProcessorName = text({ min: 1, max: 128, pattern: '[a-zA-Z0-9_.\\-]+' });

/** 0 to 100. */
export const percent = range(0, 100);
/** Share of the picture's width or height, 0 to 1. */
export const ratio = range(0, 1);
/** Page size of ListCollections and ListFaces. */
export const pageSize = integer(0, 4096);
/** Page size of the Get calls and ListStreamProcessors: larger ones are clamped, not refused. */
export const clampedPageSize = integer(1);
/** Page size of the two Describe calls of Custom Labels, refused by another name than anything else. */
export const strictPageSize = { ...integer(1, 100), refusal: 'ValidationException' } as const;
