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

const TEXT: PageEntry = {
  id: 'text',
  title: 'Text',
  load: async () => (await import('./pages/detect-text.ts')).createDetectTextPage,
};

const EQUIPMENT: PageEntry = {
  id: 'equipment',
  title: 'Protective equipment',
  load: async () => (await import('./pages/protective-equipment.ts')).createProtectiveEquipmentPage,
};

/** All pages in the order of the navigation: a new page is one file in pages/ and one row here. */
export const PAGES: readonly PageEntry[] = [FACES, COMPARE, COLLECTIONS, TEXT, EQUIPMENT];
