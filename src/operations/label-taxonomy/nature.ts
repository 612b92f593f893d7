import type { TaxonomyPart } from './taxonomy-part.ts';

export const nature: TaxonomyPart = {
  category: 'Nature and Outdoors',
  namesByParents: {
    '': 'Nature, Outdoors, Water, Bubble, Smoke',
    'Nature, Outdoors': 'Mountain, Cliff, Valley, Geyser, Field, Park, Garden, Landscape, Sky, Snow',
    'Mountain': 'Mountain Range, Volcano',
    'Mountain Range': 'Peak',
    'Nature, Outdoors, Water': 'Sea, Lake, Shoreline',
    'Sea, Shoreline': 'Coast',
    'Coast': 'Beach, Promontory',
    'Sea': 'Reef',
    'Reef, Sea Life': 'Coral Reef',
    'Sky': 'Cloud',
    'Garden': 'Greenhouse',
    'Water': 'Waterfront',
    'Waterfront': 'Pier, Harbor',
    'Outdoors': 'Camping',
    'Camping': 'Tent',
    'Tent': 'Mountain Tent',
  },
};

export const plants: TaxonomyPart = {
  category: 'Plants and Flowers',
  namesByParents: {
    '': 'Plant',
    'Plant': 'Tree, Grass, Vegetation, Flower, Fungus, Acorn',
    'Flower': 'Daisy, Orchid',
    'Fungus': 'Mushroom',
    'Mushroom': 'Agaric',
    'Plant, Vase': 'Potted Plant',
  },
};
