/** Every database that the library keeps in the browser. Collections also name their locks and their channel after theirs. */
export const databaseNames = {
  collections: 'pagesight-collections',
  buckets: 'pagesight-buckets',
  jobs: 'pagesight-jobs',
  humanLoops: 'pagesight-human-loops',
  streams: 'pagesight-streams',
  customLabels: 'pagesight-custom-labels',
} as const;
