import type { FaceMatch, GetVideoJobResponse, Rekognition, Video } from '../../src/index.ts';
import type { Mark } from './mark.ts';

/** One analysis of a video as the page offers it. */
export interface OfferedAnalysis {
  /** Name of the API's pair of operations. */
  readonly name: string;
  readonly title: string;
  readonly chosen: boolean;
  /** At most so many lanes, the longest ones; the others are told by their number. */
  readonly lanes: number;
  /** Whether faces are looked for in a collection, which the page lets its user choose. Default false. */
  readonly needsCollection?: boolean;
  readonly start: (rekognition: Rekognition, video: Video, collection: string | undefined) => Promise<{ JobId?: string | undefined }>;
  /** All that is there of the results: the last answer, and what it and those before it say. */
  readonly read: (rekognition: Rekognition, JobId: string) => Promise<AnalysisResult>;
}

/** What there is of an analysis. */
export interface AnalysisResult {
  readonly status: string | undefined;
  readonly message: string | undefined;
  /** The first page, as it came. */
  readonly answer: object;
  readonly marks: readonly Mark[];
}

/** Results come five times a second. Milliseconds. */
export const STEP = 200;

type Answer = Omit<GetVideoJobResponse, 'VideoMetadata'>;

async function readPages<Page extends Answer>(pages: AsyncIterable<Page>, marksOf: (page: Page) => readonly Mark[]): Promise<AnalysisResult> {
  let first: Page | undefined;
  const marks: Mark[] = [];
  for await (const page of pages) {
    first ??= page;
    for (const mark of marksOf(page)) marks.push(mark);
  }
  return { status: first?.JobStatus, message: first?.StatusMessage, answer: first ?? {}, marks };
}

const during = (Timestamp = 0): { from: number; to: number } => ({ from: Timestamp, to: Timestamp + STEP });

const faces: OfferedAnalysis = {
  name: 'FaceDetection',
  title: 'Faces',
  chosen: false,
  lanes: 1,
  start: (rekognition, Video) => rekognition.startFaceDetection({ Video }),
  read: (rekognition, JobId) =>
    readPages(rekognition.paginateGetFaceDetection({ JobId }), ({ Faces = [] }) =>
      Faces.map(({ Timestamp, Face }) => ({ lane: 'Faces', ...during(Timestamp), box: Face?.BoundingBox, confidence: Face?.Confidence, text: 'Face' })),
    ),
};

/** One photo of a person is named after its file when it is indexed on the page Collections. */
const nameOf = ({ Face: { ExternalImageId, FaceId = '' } = {} }: FaceMatch): string => (ExternalImageId ?? FaceId).replaceAll('_', ' ');

const knownFaces: OfferedAnalysis = {
  name: 'FaceSearch',
  title: 'Known faces',
  chosen: false,
  lanes: 16,
  needsCollection: true,
  start: (rekognition, Video, CollectionId) => rekognition.startFaceSearch({ Video, CollectionId }),
  read: (rekognition, JobId) =>
    readPages(rekognition.paginateGetFaceSearch({ JobId }), ({ Persons = [] }) =>
      Persons.map(({ Timestamp, Person: { Face } = {}, FaceMatches: [best] = [] }) => ({
        lane: best ? nameOf(best) : 'Nobody of the collection',
        ...during(Timestamp),
        box: Face?.BoundingBox,
        confidence: best?.Similarity,
      })),
    ),
};

const labels: OfferedAnalysis = {
  name: 'LabelDetection',
  title: 'Labels',
  chosen: false,
  lanes: 14,
  start: (rekognition, Video) => rekognition.startLabelDetection({ Video, MinConfidence: 60 }),
  read: (rekognition, JobId) =>
    readPages(rekognition.paginateGetLabelDetection({ JobId }), ({ Labels = [] }) =>
      Labels.flatMap(({ Timestamp, Label: { Name = '', Confidence, Instances = [] } = {} }): Mark[] => {
        const mark = { lane: Name, ...during(Timestamp), confidence: Confidence };
        return Instances.length === 0 ? [mark] : Instances.map((instance) => ({ ...mark, box: instance.BoundingBox, confidence: instance.Confidence }));
      }),
    ),
};

const text: OfferedAnalysis = {
  name: 'TextDetection',
  title: 'Text',
  chosen: false,
  lanes: 14,
  start: (rekognition, Video) => rekognition.startTextDetection({ Video }),
  read: (rekognition, JobId) =>
    readPages(rekognition.paginateGetTextDetection({ JobId }), ({ TextDetections = [] }) =>
      TextDetections.flatMap(({ Timestamp, TextDetection: { Type, DetectedText = '', Confidence, Geometry } = {} }): Mark[] =>
        Type === 'LINE' ? [{ lane: DetectedText, ...during(Timestamp), confidence: Confidence, polygon: Geometry?.Polygon }] : [],
      ),
    ),
};

const celebrities: OfferedAnalysis = {
  name: 'CelebrityRecognition',
  title: 'Celebrities',
  chosen: false,
  lanes: 20,
  start: (rekognition, Video) => rekognition.startCelebrityRecognition({ Video }),
  read: (rekognition, JobId) =>
    readPages(rekognition.paginateGetCelebrityRecognition({ JobId }), ({ Celebrities = [] }) =>
      Celebrities.map(({ Timestamp, Celebrity: { Name = '', Confidence, Face } = {} }) => ({ lane: Name, ...during(Timestamp), confidence: Confidence, box: Face?.BoundingBox })),
    ),
};

const people: OfferedAnalysis = {
  name: 'PersonTracking',
  title: 'People',
  chosen: true,
  lanes: 16,
  start: (rekognition, Video) => rekognition.startPersonTracking({ Video }),
  read: (rekognition, JobId) =>
    readPages(rekognition.paginateGetPersonTracking({ JobId }), ({ Persons = [] }) =>
      Persons.map(({ Timestamp, Person: { Index = 0, BoundingBox } = {} }) => ({ lane: `Person ${Index}`, ...during(Timestamp), box: BoundingBox })),
    ),
};

const shots: OfferedAnalysis = {
  name: 'SegmentDetection',
  title: 'Shots',
  chosen: true,
  lanes: 6,
  start: (rekognition, Video) => rekognition.startSegmentDetection({ Video, SegmentTypes: ['SHOT', 'TECHNICAL_CUE'] }),
  read: (rekognition, JobId) =>
    readPages(rekognition.paginateGetSegmentDetection({ JobId }), ({ Segments = [] }) =>
      Segments.map(({ StartTimestampMillis = 0, EndTimestampMillis = 0, StartTimecodeSMPTE = '', ShotSegment, TechnicalCueSegment }) => ({
        lane: TechnicalCueSegment?.Type ?? 'Shots',
        from: StartTimestampMillis,
        to: EndTimestampMillis,
        confidence: (TechnicalCueSegment ?? ShotSegment)?.Confidence,
        text: ShotSegment ? `Shot ${(ShotSegment.Index ?? 0) + 1} from ${StartTimecodeSMPTE}` : TechnicalCueSegment?.Type,
        single: true,
      })),
    ),
};

const moderation: OfferedAnalysis = {
  name: 'ContentModeration',
  title: 'Moderation',
  chosen: false,
  lanes: 20,
  start: (rekognition, Video) => rekognition.startContentModeration({ Video }),
  read: (rekognition, JobId) =>
    readPages(rekognition.paginateGetContentModeration({ JobId }), ({ ModerationLabels = [] }) =>
      ModerationLabels.map(({ Timestamp, ModerationLabel: { Name = '', Confidence } = {} }) => ({ lane: Name, ...during(Timestamp), confidence: Confidence })),
    ),
};

/** Everything that can be looked for in a video, in the order of the page. */
export const ANALYSES: readonly OfferedAnalysis[] = [shots, people, faces, knownFaces, labels, text, moderation, celebrities];
