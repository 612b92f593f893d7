import type { TaxonomyPart } from './taxonomy-part.ts';

export const people: TaxonomyPart = {
  category: 'Person Description',
  namesByParents: {
    '': 'Person',
    'Person': 'Adult, Male, Female, Head, People, Crowd, Athlete',
    'Adult, Male': 'Man',
    'Adult, Female': 'Woman',
    'Head': 'Face',
    'Face': 'Beard, Mustache',
    'Face, Photography': 'Portrait',
    'Man, Wedding': 'Bridegroom',
  },
};

export const expressions: TaxonomyPart = {
  category: 'Expressions and Emotions',
  namesByParents: { 'Face': 'Smile', 'Smile': 'Happy' },
};
