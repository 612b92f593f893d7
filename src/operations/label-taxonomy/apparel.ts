import type { TaxonomyPart } from './taxonomy-part.ts';

export const apparel: TaxonomyPart = {
  category: 'Apparel and Accessories',
  namesByParents: {
    '': 'Clothing, Accessories, Bag, Baggage, Umbrella, Mask, Wig, Diaper, Armor',
    'Clothing':
      'Hat, Helmet, Formal Wear, Shirt, Knitwear, Pants, Skirt, Dress, Kimono, Apron, Bib, Swimwear, Underwear, Cloak, Coat, Poncho, Pajamas, Sock, Glove, Footwear, Vest, Stole',
    'Hat': 'Bonnet, Cowboy Hat, Sombrero, Cap',
    'Cap': 'Bathing Cap',
    'Helmet': 'Crash Helmet',
    'American Football, Helmet': 'Football Helmet',
    'Formal Wear': 'Suit',
    'Accessories, Formal Wear': 'Tie',
    'Tie': 'Bow Tie, Necktie',
    'Shirt': 'Jersey',
    'Knitwear': 'Sweater, Sweatshirt',
    'Sweater': 'Cardigan',
    'Pants': 'Jeans',
    'Skirt': 'Miniskirt',
    'Dress': 'Gown',
    'Swimwear': 'Bikini, Swimming Trunks',
    'Underwear': 'Lingerie',
    'Lingerie': 'Bra',
    'Coat': 'Lab Coat, Overcoat',
    'Overcoat': 'Trench Coat',
    'Clothing, Military': 'Military Uniform',
    'Footwear': 'Shoe, Sandal, Clogs, Boot',
    'Shoe': 'Sneaker',
    'Sneaker': 'Running Shoe',
    'Boot': 'Cowboy Boot',
    'Bag': 'Backpack',
    'Accessories, Bag': 'Handbag, Purse',
    'Baggage': 'Suitcase',
    'Accessories': 'Wallet, Buckle, Jewelry, Feather Boa, Glasses, Hair Slide, Seat Belt',
    'Jewelry': 'Necklace',
    'Glasses': 'Sunglasses',
    'Armor': 'Chain Mail, Shield',
    'Mask': 'Gas Mask',
    'Electronics': 'Digital Watch',
  },
};

export const beauty: TaxonomyPart = {
  category: 'Beauty and Personal Care',
  namesByParents: { '': 'Cosmetics, Brush', 'Cosmetics': 'Lipstick', 'Bottle, Cosmetics': 'Perfume, Lotion, Sunscreen', 'Brush': 'Toothbrush' },
};
