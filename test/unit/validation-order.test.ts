import { expect, it } from 'vitest';
import { CompareFacesCommand, DetectTextCommand, SearchFacesCommand } from '../../src/operations/table.ts';
import { preferBytes } from '../../src/validation/prefer-bytes.ts';
import { validate } from '../../src/validation/validate.ts';

const Bytes = new Uint8Array([1]);
const S3Object = { Bucket: 'photos', Name: 'a.jpg' };

/** Sends the request through the validator again and again, mending what was refused, and tells the refusals in order. */
function refusals(
  { operation, constraints }: Pick<typeof CompareFacesCommand, 'operation' | 'constraints'>,
  requests: readonly object[],
): string[] {
  return requests.map((request) => {
    try {
      validate(operation, constraints, request);
      return 'taken';
    } catch (error) {
      return error instanceof Error ? `${error.name}: ${error.message}` : '';
    }
  });
}

it('refuses members in the order of the table, each whole before the next, and the first violation only', () => {
  const worst = { SourceImage: {}, TargetImage: undefined, SimilarityThreshold: 101, QualityFilter: 'BEST' };
  const image = { Bytes };
  expect(
    refusals(CompareFacesCommand, [
      worst,
      { ...worst, SourceImage: { Bytes: new Uint8Array(0), S3Object } },
      { ...worst, SourceImage: { Bytes: new Uint8Array(0) } },
      { ...worst, SourceImage: image },
      { ...worst, SourceImage: image, TargetImage: image },
      { ...worst, SourceImage: image, TargetImage: image, SimilarityThreshold: 100 },
      { SourceImage: image, TargetImage: image, SimilarityThreshold: 100, QualityFilter: 'HIGH' },
    ]),
  ).toEqual([
    'InvalidParameterException: SourceImage of CompareFaces must have exactly one of Bytes, S3Object, Source, but has none.',
    'InvalidParameterException: SourceImage of CompareFaces must have exactly one of Bytes, S3Object, Source, but has Bytes and S3Object.',
    'InvalidParameterException: SourceImage.Bytes of CompareFaces must have at least 1 bytes, but has 0.',
    'InvalidParameterException: TargetImage of CompareFaces is required.',
    'InvalidParameterException: SimilarityThreshold of CompareFaces must be a number from 0 to 100, but is 101.',
    'InvalidParameterException: QualityFilter of CompareFaces must be one of NONE, AUTO, LOW, MEDIUM, HIGH, but is "BEST".',
    'taken',
  ]);
});

it('does not depend on the order in which the request names its members', () => {
  const [inOrder, reversed] = refusals(SearchFacesCommand, [
    { CollectionId: 'a b', FaceId: 'x', MaxFaces: 0 },
    { MaxFaces: 0, FaceId: 'x', CollectionId: 'a b' },
  ]);
  expect(inOrder).toBe('InvalidParameterException: CollectionId of SearchFaces must match [a-zA-Z0-9_.\\-]+, but is "a b".');
  expect(reversed).toBe(inOrder);
});

it('checks length before pattern', () => {
  const CollectionId = ' '.repeat(256);
  expect(refusals(SearchFacesCommand, [{ CollectionId }])).toEqual([
    'InvalidParameterException: CollectionId of SearchFaces must have 1 to 255 characters, but has 256.',
  ]);
});

it('names nested members and list entries by their path', () => {
  const Image = { Bytes };
  const region = { BoundingBox: { Width: 0.5 } };
  expect(
    refusals(DetectTextCommand, [
      { Image, Filters: { WordFilter: { MinBoundingBoxHeight: 1.5 }, RegionsOfInterest: 'all' } },
      { Image, Filters: { RegionsOfInterest: [region, { BoundingBox: { Left: '0' } }] } },
      { Image, Filters: { RegionsOfInterest: [{ ...region, Polygon: [] }] } },
    ]),
  ).toEqual([
    'InvalidParameterException: Filters.WordFilter.MinBoundingBoxHeight of DetectText must be a number from 0 to 1, but is 1.5.',
    'InvalidParameterException: Filters.RegionsOfInterest[1].BoundingBox.Left of DetectText must be a number, but is "0".',
    'InvalidParameterException: Filters.RegionsOfInterest[0].Polygon of DetectText belongs to a later version of the API and has no effect here; leave it out.',
  ]);
});

it('counts characters, not code units', () => {
  const { operation, constraints } = DetectTextCommand;
  const Name = '😀'.repeat(1024);
  expect(() => validate(operation, constraints, { Image: { S3Object: { ...S3Object, Name } } })).not.toThrow();
  expect(() => validate(operation, constraints, { Image: { S3Object: { ...S3Object, Name: `${Name}a` } } })).toThrow('1025');
});

it('refuses a request that is no object', () => {
  expect(refusals(SearchFacesCommand, [[], Object('text')])[0]).toBe(
    'InvalidParameterException: The request of SearchFaces must be an object.',
  );
});

it('leaves the S3Object out where Bytes are preferred, and only there', () => {
  const request = { SourceImage: { Bytes, S3Object }, TargetImage: { S3Object }, QualityFilter: 'NONE' as const };
  const preferred = preferBytes(CompareFacesCommand.constraints, request);
  expect(preferred).toEqual({ ...request, SourceImage: { Bytes, S3Object: undefined } });
  expect(request.SourceImage.S3Object).toBe(S3Object);
  expect(() => validate('CompareFaces', CompareFacesCommand.constraints, preferred)).not.toThrow();
});
