import { distance, labOf } from '../vision/image-properties/dominant-colors.ts';

/** The named colours of CSS Color Module Level 4, without the second spellings of the same colour. */
const CSS_COLORS =
  'aliceblue f0f8ff antiquewhite faebd7 aquamarine 7fffd4 azure f0ffff beige f5f5dc bisque ffe4c4 black 000000 blanchedalmond ffebcd ' +
  'blue 0000ff blueviolet 8a2be2 brown a52a2a burlywood deb887 cadetblue 5f9ea0 chartreuse 7fff00 chocolate d2691e coral ff7f50 ' +
  'cornflowerblue 6495ed cornsilk fff8dc crimson dc143c cyan 00ffff darkblue 00008b darkcyan 008b8b darkgoldenrod b8860b darkgrey a9a9a9 ' +
  'darkgreen 006400 darkkhaki bdb76b darkmagenta 8b008b darkolivegreen 556b2f darkorange ff8c00 darkorchid 9932cc darkred 8b0000 ' +
  'darksalmon e9967a darkseagreen 8fbc8f darkslateblue 483d8b darkslategrey 2f4f4f darkturquoise 00ced1 darkviolet 9400d3 deeppink ff1493 ' +
  'deepskyblue 00bfff dimgrey 696969 dodgerblue 1e90ff firebrick b22222 floralwhite fffaf0 forestgreen 228b22 gainsboro dcdcdc ' +
  'ghostwhite f8f8ff gold ffd700 goldenrod daa520 grey 808080 green 008000 greenyellow adff2f honeydew f0fff0 hotpink ff69b4 ' +
  'indianred cd5c5c indigo 4b0082 ivory fffff0 khaki f0e68c lavender e6e6fa lavenderblush fff0f5 lawngreen 7cfc00 lemonchiffon fffacd ' +
  'lightblue add8e6 lightcoral f08080 lightcyan e0ffff lightgoldenrodyellow fafad2 lightgrey d3d3d3 lightgreen 90ee90 lightpink ffb6c1 ' +
  'lightsalmon ffa07a lightseagreen 20b2aa lightskyblue 87cefa lightslategrey 778899 lightsteelblue b0c4de lightyellow ffffe0 lime 00ff00 ' +
  'limegreen 32cd32 linen faf0e6 magenta ff00ff maroon 800000 mediumaquamarine 66cdaa mediumblue 0000cd mediumorchid ba55d3 ' +
  'mediumpurple 9370db mediumseagreen 3cb371 mediumslateblue 7b68ee mediumspringgreen 00fa9a mediumturquoise 48d1cc mediumvioletred c71585 ' +
  'midnightblue 191970 mintcream f5fffa mistyrose ffe4e1 moccasin ffe4b5 navajowhite ffdead navy 000080 oldlace fdf5e6 olive 808000 ' +
  'olivedrab 6b8e23 orange ffa500 orangered ff4500 orchid da70d6 palegoldenrod eee8aa palegreen 98fb98 paleturquoise afeeee ' +
  'palevioletred db7093 papayawhip ffefd5 peachpuff ffdab9 peru cd853f pink ffc0cb plum dda0dd powderblue b0e0e6 purple 800080 ' +
  'rebeccapurple 663399 red ff0000 rosybrown bc8f8f royalblue 4169e1 saddlebrown 8b4513 salmon fa8072 sandybrown f4a460 seagreen 2e8b57 ' +
  'seashell fff5ee sienna a0522d silver c0c0c0 skyblue 87ceeb slateblue 6a5acd slategrey 708090 snow fffafa springgreen 00ff7f ' +
  'steelblue 4682b4 tan d2b48c teal 008080 thistle d8bfd8 tomato ff6347 turquoise 40e0d0 violet ee82ee wheat f5deb3 white ffffff ' +
  'whitesmoke f5f5f5 yellow ffff00 yellowgreen 9acd32';

/** Examples of each simple colour, dark and light ones, because one point does not stand for all that has its name. */
const SIMPLE_COLORS =
  'black 000000 black 1c1c1c grey 484848 grey 808080 grey b8b8b8 white ffffff white f0f0ea red ff0000 red c01820 red 8b1010 ' +
  'orange ff8c00 orange e0702a yellow ffff00 yellow e8c820 yellow f0e080 brown 8b4513 brown 5a3a22 brown a07850 brown c8a878 ' +
  'green 008000 green 204020 green 4f7a3a green 60c060 green a8d890 green 6b7040 blue 0000ff blue 102050 blue 3060b0 blue 6090d0 ' +
  'blue a0c8f0 blue 405870 cyan 00c8c8 cyan 70e0e0 cyan 106868 purple 800080 purple 483070 purple a080d0 pink ffb0c0 pink e060a0 pink f080b0';

type NamedColor = readonly [name: string, lab: ReturnType<typeof labOf>];

let tables: { readonly css: readonly NamedColor[]; readonly simple: readonly NamedColor[] } | undefined;

/** Name of the CSS colour that looks nearest; each channel 0 to 255. */
export function cssColorName(red: number, green: number, blue: number): string {
  return nearest(readTables().css, red, green, blue);
}

/** One of black, blue, brown, cyan, green, grey, orange, pink, purple, red, white and yellow; each channel 0 to 255. */
export function simplifiedColorName(red: number, green: number, blue: number): string {
  return nearest(readTables().simple, red, green, blue);
}

function nearest(colors: readonly NamedColor[], red: number, green: number, blue: number): string {
  const lab = labOf(red, green, blue);
  let best = { name: '', far: Infinity };
  for (const [name, other] of colors) {
    const far = distance(lab, other);
    if (far < best.far) best = { name, far };
  }
  return best.name;
}

function readTables(): NonNullable<typeof tables> {
  tables ??= { css: readTable(CSS_COLORS), simple: readTable(SIMPLE_COLORS) };
  return tables;
}

function readTable(table: string): NamedColor[] {
  return [...table.matchAll(/(\w+) ([\da-f]{6})/g)].map(([, name = '', hex = '']) => {
    const value = Number.parseInt(hex, 16);
    return [name, labOf(value >> 16, (value >> 8) & 255, value & 255)];
  });
}
