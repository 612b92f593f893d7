const WIDTH = 1000;
const HEIGHT = 700;

interface Writing {
  readonly text: string;
  readonly font: string;
  readonly colour: string;
  readonly x: number;
  readonly y: number;
  /** Degrees, clockwise. */
  readonly turned?: number;
}

const WRITINGS: readonly Writing[] = [
  { text: 'Harbour Café', font: '700 92px Georgia, serif', colour: '#f4efe2', x: 90, y: 190 },
  { text: 'open daily from 7:30 to 18:00', font: '400 38px Helvetica, Arial, sans-serif', colour: '#e2c58c', x: 96, y: 262 },
  { text: 'Espresso 2.40', font: '500 46px Helvetica, Arial, sans-serif', colour: '#f4efe2', x: 96, y: 400 },
  { text: 'Cinnamon roll 3.20', font: '500 46px Helvetica, Arial, sans-serif', colour: '#f4efe2', x: 96, y: 470 },
  { text: 'Lemonade 2.90', font: '500 46px Helvetica, Arial, sans-serif', colour: '#f4efe2', x: 96, y: 540 },
  { text: 'FRESH', font: '800 76px Helvetica, Arial, sans-serif', colour: '#17302f', x: 700, y: 520, turned: -14 },
  { text: 'every morning', font: '600 30px Helvetica, Arial, sans-serif', colour: '#17302f', x: 716, y: 566, turned: -14 },
  { text: 'hello@harbour.example', font: '400 26px Helvetica, Arial, sans-serif', colour: '#9db7b2', x: 96, y: 640 },
];

/** A shop's sign, drawn with the fonts of this machine, as a file that a visitor could have dropped. */
export async function drawSign(): Promise<File> {
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser cannot draw the sample. Choose a photo of your own.');
  context.fillStyle = '#17302f';
  context.fillRect(0, 0, WIDTH, HEIGHT);
  context.fillStyle = '#e2c58c';
  context.beginPath();
  context.arc(810, 500, 150, 0, 2 * Math.PI);
  context.fill();
  for (const { text, font, colour, x, y, turned = 0 } of WRITINGS) {
    context.save();
    context.translate(x, y);
    context.rotate((turned * Math.PI) / 180);
    context.font = font;
    context.fillStyle = colour;
    context.fillText(text, 0, 0);
    context.restore();
  }
  return new File([await canvas.convertToBlob({ type: 'image/png' })], 'sign.png', { type: 'image/png' });
}
