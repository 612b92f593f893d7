import type { TaxonomyPart } from './taxonomy-part.ts';

export const vehicles: TaxonomyPart = {
  category: 'Vehicles and Automotive',
  namesByParents: {
    'Transportation': 'Vehicle',
    'Vehicle':
      'Car, Van, Truck, Bus, Train, Streetcar, Bicycle, Motorcycle, Aircraft, Watercraft, Golf Cart, Kart, Forklift, Snowmobile, Amphibious Vehicle, Horse Cart, Carriage, Wagon, Tractor, Rv, Snowplow, Tricycle, Wheelbarrow',
    'Car': 'Station Wagon, Convertible, Jeep, Limo, Antique Car, Race Car, Sports Car, Taxi',
    'Antique Car': 'Model T',
    'Car, Van': 'Minivan',
    'Van': 'Ambulance, Moving Van',
    'Truck': 'Fire Truck, Garbage Truck, Pickup Truck, Tow Truck, Trailer Truck',
    'Bus': 'School Bus, Minibus',
    'Train': 'Bullet Train, Locomotive, Freight Car, Passenger Car',
    'Locomotive': 'Steam Engine',
    'Bicycle': 'Tandem Bicycle, Mountain Bike',
    'Motorcycle': 'Motor Scooter',
    'Motor Scooter': 'Moped',
    'Aircraft': 'Airplane, Airship, Spaceship',
    'Airplane': 'Airliner, Warplane',
    'Aircraft, Balloon': 'Hot Air Balloon',
    'Spaceship': 'Space Shuttle',
    'Watercraft': 'Boat, Ship, Submarine',
    'Boat': 'Canoe, Gondola, Sailboat',
    'Ship': 'Cruise Ship, Freighter, Aircraft Carrier, Shipwreck',
    'Armored, Vehicle': 'Tank, Half Track',
    'Machine': 'Wheel, Gas Pump',
    'Wheel': 'Tire',
    'Tire': 'Car Wheel',
    'Mirror': 'Car Mirror',
    '': 'Grille, Brake, Parachute, Sled, Paddle',
    'Sled': 'Bobsled, Dogsled',
  },
};

export const transport: TaxonomyPart = {
  category: 'Transport and Logistics',
  namesByParents: { '': 'Transportation, Road, Parking Meter, Manhole' },
};
