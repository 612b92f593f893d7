import type { TaxonomyPart } from './taxonomy-part.ts';

export const technology: TaxonomyPart = {
  category: 'Technology and Computing',
  namesByParents: {
    '': 'Electronics, Device, Hardware, Cassette, Webpage, Lens Cap',
    'Device': 'Electrical Device',
    'Electronics': 'Computer, Screen, Phone, Ipod, Modem, Camera, Radio, Cassette Player, Cd Player, Tape Player, Speaker, Projector, Joystick, Remote Control, Oscilloscope',
    'Computer': 'Pc, Desktop, Hand-Held Computer',
    'Pc': 'Laptop',
    'Electronics, Hardware': 'Computer Hardware',
    'Computer Hardware': 'Computer Keyboard, Mouse, Hard Disk, Printer',
    'Computer Hardware, Screen': 'Monitor',
    'Screen': 'TV',
    'Electronics, Indoors': 'Home Theater',
    'Phone': 'Mobile Phone, Dial Telephone',
    'Camera': 'Digital Camera',
    'Electrical Device': 'Microphone, Switch',
    'Telescope': 'Radio Telescope',
  },
};

export const tools: TaxonomyPart = {
  category: 'Tools and Machinery',
  namesByParents: {
    '': 'Tool, Machine, Scissors, Chain, Hook, Scale, Tripod, Stopwatch, Compass, Binoculars, Telescope, Stethoscope, Spiral, Construction, Drilling Rig, Letter Opener, Knot',
    'Tool': 'Hammer, Screwdriver, Shovel, Power Drill, Chain Saw, Axe, Lawn Mower, Farm Plow',
    'Machine': 'Screw, Atm, Vending Machine',
    'Construction': 'Construction Crane',
    'Spiral': 'Coil',
  },
};

export const documents: TaxonomyPart = {
  category: 'Text and Documents',
  namesByParents: {
    '': 'Text, Advertisement, Publication, Envelope, File Binder, Pen, Rubber Eraser, Crossword Puzzle',
    'Text': 'Document, Menu',
    'Publication': 'Book',
    'Book': 'Comics',
    'Pen': 'Fountain Pen',
  },
};

export const medical: TaxonomyPart = {
  category: 'Medical',
  namesByParents: { '': 'First Aid, Medication, Stretcher', 'First Aid': 'Bandage' },
};

export const weapons: TaxonomyPart = {
  category: 'Weapons and Military',
  namesByParents: { '': 'Weapon, Military', 'Military': 'Armored', 'Weapon': 'Cannon, Gun, Missile', 'Gun': 'Firearm', 'Firearm': 'Rifle, Handgun' },
};
