import type { TaxonomyPart } from './taxonomy-part.ts';

export const food: TaxonomyPart = {
  category: 'Food and Beverage',
  namesByParents: {
    '': 'Food, Beverage',
    'Food':
      'Produce, Bread, Dough, Dessert, Sweets, Meal, Seafood, Burger, Hot Dog, Pizza, Burrito, Sandwich, Pretzel, Guacamole, Soup, Mashed Potato, Meat Loaf, Pasta, Honey',
    'Plant, Produce': 'Fruit, Vegetable, Corn',
    'Fruit': 'Apple, Banana, Citrus Fruit, Pineapple, Berry, Fig, Jackfruit, Pomegranate',
    'Citrus Fruit': 'Orange, Lemon',
    'Berry': 'Strawberry',
    'Vegetable': 'Broccoli, Carrot, Cauliflower, Squash, Cucumber, Artichoke, Pepper, Leafy Green Vegetable',
    'Squash': 'Zucchini',
    'Pepper': 'Bell Pepper',
    'Leafy Green Vegetable': 'Cabbage',
    'Cabbage': 'Head Cabbage',
    'Bread': 'Bagel, Baguette',
    'Dessert': 'Cake, Ice Cream, Ice Pop, Chocolate',
    'Dessert, Sweets': 'Donut',
    'Pasta': 'Spaghetti',
    'Honey': 'Honeycomb',
    'Meal': 'Hot Pot',
    'Beverage': 'Alcohol, Coffee',
    'Coffee, Cup': 'Espresso',
    'Alcohol': 'Wine, Beer',
    'Wine': 'Red Wine',
  },
};

export const kitchen: TaxonomyPart = {
  category: 'Kitchen and Dining',
  namesByParents: {
    '': 'Bowl, Cup, Glass, Bottle, Jug, Plate, Plate Rack, Tray, Cutlery, Cookware, Kitchen Utensil, Can Opener, Jar, Pottery, Water Jug, Milk Can',
    'Cutlery': 'Fork, Knife, Spoon, Ladle',
    'Spoon': 'Wooden Spoon',
    'Kitchen Utensil': 'Spatula',
    'Cup': 'Coffee Cup, Measuring Cup',
    'Bowl': 'Mixing Bowl, Soup Bowl',
    'Cookware': 'Cooking Pan, Cooking Pot, Pot, Dutch Oven',
    'Cooking Pan': 'Frying Pan',
    'Pot': 'Teapot',
    'Beer, Glass': 'Beer Glass',
    'Glass, Wine': 'Wine Glass',
    'Glass': 'Goblet',
    'Beer, Bottle': 'Beer Bottle',
    'Bottle, Wine': 'Wine Bottle',
    'Bottle': 'Water Bottle, Shaker',
    'Beverage, Bottle': 'Pop Bottle',
    'Jar, Pottery': 'Vase',
  },
};

export const appliances: TaxonomyPart = {
  category: 'Home Appliances',
  namesByParents: {
    'Electrical Device': 'Appliance',
    'Appliance':
      'Oven, Refrigerator, Toaster, Dishwasher, Stove, Cooker, Blow Dryer, Washer, Electric Fan, Vacuum Cleaner, Sewing Machine, Heater, Clothes Iron',
    'Cooker': 'Slow Cooker',
    'Oven': 'Microwave',
  },
};
