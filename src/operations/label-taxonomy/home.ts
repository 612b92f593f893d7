import type { TaxonomyPart } from './taxonomy-part.ts';

export const furniture: TaxonomyPart = {
  category: 'Furniture and Furnishings',
  namesByParents: {
    '': 'Furniture, Home Decor, Lighting, Light, Clock, Candle, Mat, Towel, Sundial, Hourglass, Mosquito Net, Mirror, Quilt',
    'Furniture': 'Bed, Cradle, Crib, Infant Bed, Chair, Couch, Table, Bench, Bookcase, Cabinet, Wardrobe, Entertainment Center',
    'Chair': 'Rocking Chair, Throne',
    'Table': 'Desk, Dining Table, Pool Table',
    'Bench': 'Park Bench',
    'Cabinet': 'China Cabinet, Medicine Chest, Filing Cabinet, Chest Of Drawers',
    'Lighting': 'Lamp, Spotlight',
    'Lamp': 'Table Lamp, Lampshade',
    'Home Decor': 'Cushion, Curtain, Rug',
    'Cushion': 'Pillow',
    'Curtain': 'Shower Curtain',
    'Home Decor, Window': 'Window Shade',
    'Mat': 'Doormat',
    'Clock': 'Wall Clock, Analog Clock, Digital Clock',
    'Light': 'Torch, Traffic Light',
    'Towel': 'Bath Towel',
  },
};

export const rooms: TaxonomyPart = {
  category: 'Home and Indoors',
  namesByParents: {
    '': 'Indoors, Sink, Tub, Radiator, Trash Can, Broom, Bucket, Toilet Paper, Paper Towel, Barrel, Box, Lock, Safe, Lighter, Christmas Decorations, Mailbox, Shopping Basket, Shopping Cart',
    'Indoors': 'Room, Fireplace, Theater, Library',
    'Indoors, Room': 'Bathroom',
    'Bathroom': 'Toilet',
    'Tub': 'Bathtub',
    'Fireplace': 'Fire Screen',
    'Barrel': 'Rain Barrel',
    'Box': 'Crate, Carton, Pencil Box',
    'Lock': 'Combination Lock',
    'Christmas Decorations': 'Christmas Stocking',
  },
};

export const materials: TaxonomyPart = {
  category: 'Materials',
  namesByParents: { '': 'Wood, Velvet, Wool, Fur, Plastic Bag', 'Wood': 'Lumber' },
};
