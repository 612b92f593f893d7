import type { PageEntry } from './page.ts';

const FACES: PageEntry = {
  id: 'faces',
  title: 'Faces',
  load: async () => (await import('./pages/detect-faces.ts')).createDetectFacesPage,
};

const COMPARE: PageEntry = {
  id: 'compare',
  title: 'Compare',
  load: async () => (await import('./pages/compare-faces.ts')).createCompareFacesPage,
};

const COLLECTIONS: PageEntry = {
  id: 'collections',
  title: 'Collections',
  load: async () => (await import('./pages/collections.ts')).createCollectionsPage,
};

const LABELS: PageEntry = {
  id: 'labels',
  title: 'Labels',
  load: async () => (await import('./pages/detect-labels.ts')).createDetectLabelsPage,
};

const MODERATION: PageEntry = {
  id: 'moderation',
  title: 'Moderation',
  load: async () => (await import('./pages/moderation.ts')).createModerationPage,
};

const TEXT: PageEntry = {
  id: 'text',
  title: 'Text',
  load: async () => (await import('./pages/detect-text.ts')).createDetectTextPage,
};

const CELEBRITIES: PageEntry = {
  id: 'celebrities',
  title: 'Celebrities',
  load: async () => (await import('./pages/celebrities.ts')).createCelebritiesPage,
};

const VIDEO: PageEntry = {
  id: 'video',
  title: 'Video',
  load: async () => (await import('./pages/video.ts')).createVideoPage,
};

const LIVE: PageEntry = {
  id: 'live',
  title: 'Live',
  load: async () => (await import('./pages/live.ts')).createLivePage,
};

const CUSTOM_LABELS: PageEntry = {
  id: 'custom-labels',
  title: 'Custom labels',
  load: async () => (await import('./pages/custom-labels.ts')).createCustomLabelsPage,
};

/** All pages in the order of the navigation: a new page is one file in pages/ and one row here. */
export const PAGES: readonly PageEntry[] = [FACES, COMPARE, COLLECTIONS, LABELS, MODERATION, TEXT, CELEBRITIES, VIDEO, LIVE, CUSTOM_LABELS];
