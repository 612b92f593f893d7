import type { TaxonomyPart } from './taxonomy-part.ts';

export const buildings: TaxonomyPart = {
  category: 'Buildings and Architecture',
  namesByParents: {
    '': 'Architecture, Fence, Gate, Door, Window, Wall, Handrail, Roof, Beacon, Dam, Apiary, Shop, Restaurant, Urban',
    'Urban': 'City',
    'Architecture': 'Building, Bridge, Monument, Arch, Ruins, Vault Ceiling, Dome',
    'Architecture, Water': 'Fountain',
    'Building':
      'Housing, Barn, Castle, Church, Tower, Cinema, Monastery, Mosque, Palace, Planetarium, Prison, Temple, Shrine',
    'Building, City': 'High Rise',
    'Housing': 'Patio, Mobile Home, Hut',
    'Church': 'Altar',
    'Tower': 'Bell Tower, Lighthouse, Water Tower',
    'Monument': 'Obelisk',
    'Roof': 'Tile Roof',
    'Bridge': 'Arch Bridge, Suspension Bridge, Viaduct',
    'Fence': 'Picket Fence',
    'Wall': 'Stone Wall',
    'Gate': 'Turnstile',
    'Door': 'Sliding Door',
    'Shop': 'Bakery, Barbershop, Bookstore, Butcher Shop, Grocery Store, Shoe Shop',
  },
};

export const safety: TaxonomyPart = {
  category: 'Public Safety',
  namesByParents: { '': 'Hydrant', 'Hydrant': 'Fire Hydrant' },
};
