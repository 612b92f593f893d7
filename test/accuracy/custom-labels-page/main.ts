import { Rekognition } from '../../../src/index.ts';

/** What a training and its evaluation came to. */
export interface TrainedVersion {
  readonly f1: number;
  /** As the version tells it. */
  readonly trainingSeconds: number;
  /** From the first epoch told to the last. */
  readonly headSeconds: number;
  readonly epochs: number;
  /** The summary file. */
  readonly summary: { readonly LabelEvaluationResults: readonly { readonly Label: string; readonly Metrics: Readonly<Record<string, number>> }[]; readonly AggregatedEvaluationResults: { readonly ConfusionMatrix: readonly { readonly GroundTruthLabel: string; readonly PredictedLabel: string; readonly Value: number }[] } };
  /** Longest time in which the page's thread did nothing else. Milliseconds. */
  readonly longestPause: number;
}

/** What the program outside asks of the page. */
export interface CustomLabelsPage {
  /** Trains on a manifest and tests on another; their pictures are those of ../shared/data, in the bucket `shared-data`. */
  readonly train: (training: string, testing: string, threads: number) => Promise<TrainedVersion>;
}

declare global {
  interface Window {
    customLabelsPage: CustomLabelsPage;
  }
}

const Bucket = 'shared-data';

/** Watches how long the page's thread is busy at a stretch. */
function watchPauses(): () => number {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last - 10);
    last = now;
  }, 10);
  return () => {
    clearInterval(timer);
    return longest;
  };
}

window.customLabelsPage = {
  async train(training, testing, threads) {
    let epochs = 0;
    let headStart = 0;
    let headEnd = 0;
    const rekognition = new Rekognition({
      device: 'wasm',
      threads,
      resolveS3Object: ({ Bucket: bucket, Name = '' }) => (bucket === Bucket && Name.startsWith('ppe/') ? new URL(`/shared-data/${Name}`, location.href) : undefined),
      onProgress: ({ training: progress }) => {
        if (progress?.phase !== 'head') return;
        headEnd = performance.now();
        if (headStart === 0) headStart = headEnd;
        epochs = progress.epoch ?? 0;
      },
    });
    await rekognition.buckets.put({ Bucket, Name: 'train' }, training);
    await rekognition.buckets.put({ Bucket, Name: 'test' }, testing);
    const { ProjectArn } = await rekognition.createProject({ ProjectName: `measured-${Date.now()}` });
    const asset = (Name: string) => ({ Assets: [{ GroundTruthManifest: { S3Object: { Bucket, Name } } }] });
    const longest = watchPauses();
    await rekognition.createProjectVersion({ ProjectArn, VersionName: 'measured', OutputConfig: { S3Bucket: Bucket }, TrainingData: asset('train'), TestingData: asset('test') });
    await rekognition.waitUntilProjectVersionTrainingCompleted({ ProjectArn, VersionNames: ['measured'] }, { maxWaitTime: 1800, minDelay: 0.5, maxDelay: 0.5 });
    const headSeconds = (headEnd - headStart) / 1000;
    const longestPause = longest();
    const { ProjectVersionDescriptions: [version] = [] } = await rekognition.describeProjectVersions({ ProjectArn });
    const file = await rekognition.buckets.get(version?.EvaluationResult?.Summary?.S3Object ?? {});
    await rekognition.close();
    return {
      f1: version?.EvaluationResult?.F1Score ?? 0,
      trainingSeconds: version?.BillableTrainingTimeInSeconds ?? 0,
      headSeconds,
      epochs,
      summary: JSON.parse(await file.text()) as TrainedVersion['summary'],
      longestPause,
    };
  },
};
