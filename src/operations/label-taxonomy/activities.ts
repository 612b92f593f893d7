import type { TaxonomyPart } from './taxonomy-part.ts';

export const sports: TaxonomyPart = {
  category: 'Sports',
  namesByParents: {
    '': 'Sport, Fitness, Scoreboard, Skateboard',
    'Sport': 'Ball, Team Sport, Racket, Tennis, Golf, Ping Pong, Croquet, Gymnastics, Boxing, Skiing, Snowboarding, Surfboard',
    'Team Sport': 'Baseball, Basketball, Volleyball, Soccer, Rugby, Hockey, American Football',
    'Baseball': 'Baseball Bat',
    'Baseball, Glove': 'Baseball Glove',
    'Ball, Baseball': 'Baseball (Ball)',
    'Ball, Basketball': 'Basketball (Ball)',
    'Ball, Volleyball': 'Volleyball (Ball)',
    'Ball, Soccer': 'Soccer Ball',
    'Ball, Rugby': 'Rugby Ball',
    'Ball, Tennis': 'Tennis Ball',
    'Ball, Golf': 'Golf Ball',
    'Racket, Tennis': 'Tennis Racket',
    'Hockey': 'Ice Hockey',
    'Ice Hockey': 'Ice Hockey Puck',
    'Gymnastics': 'Balance Beam',
    'Fitness': 'Gym Weights',
    'Sport, Water': 'Water Sports',
    'Water Sports': 'Scuba Diving, Snorkeling',
    'Athlete, Baseball': 'Ballplayer',
  },
};

export const toys: TaxonomyPart = {
  category: 'Toys and Gaming',
  namesByParents: {
    '': 'Toy, Game, Balloon, Piggy Bank, Maze, Whistle',
    'Toy': 'Teddy Bear, Frisbee, Kite, Swing',
    'Game': 'Jigsaw Puzzle, Gambling',
    'Gambling': 'Slot',
  },
};

export const music: TaxonomyPart = {
  category: 'Hobbies and Interests',
  namesByParents: {
    '': 'Leisure Activities, Plectrum, Photography',
    'Leisure Activities': 'Musical Instrument',
    'Musical Instrument': 'Accordion, Guitar, Banjo, Cello, Violin, Harp, Flute, Oboe, Harmonica, Percussion, Brass Section, Saxophone, Piano',
    'Guitar': 'Electric Guitar',
    'Percussion': 'Drum, Gong, Chime, Maraca, Xylophone',
    'Brass Section': 'Horn, Trombone',
    'Horn': 'French Horn',
    'Piano': 'Grand Piano, Upright Piano',
  },
};

export const events: TaxonomyPart = {
  category: 'Events and Attractions',
  namesByParents: {
    '': 'Festival, Wedding, Amusement Park, Stage',
    'Festival': 'Halloween',
    'Halloween': 'Jack-o-lantern',
    'Amusement Park': 'Carousel',
  },
};

export const symbols: TaxonomyPart = {
  category: 'Symbols and Flags',
  namesByParents: { '': 'Symbol, Flag, Totem', 'Symbol': 'Sign', 'Sign': 'Road Sign', 'Road Sign': 'Stopsign' },
};
