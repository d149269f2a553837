import { readFileSync } from 'node:fs';

/** The office's code of `https://keng.example/app/#/at/1GMT4N`; `tests/roster/test_routes.py` holds it against what is printed. */
const ROWS = readFileSync('tests/golden/sheet.txt', 'utf8').trim().split('\n');
const WIDTH = 640;
const HEIGHT = 480;

type How = { turn?: number; lean?: number; blur?: number; grain?: number; light?: number; contrast?: number };

/** What a camera sees of the sheet, 8 dots a square, in the middle of the picture. */
export function seen({ turn = 0, lean = 0, blur = 0, grain = 0, light = 1, contrast = 1 }: How) {
  const side = ROWS.length;
  const paper = (x: number, y: number): number => {
    const nearer = 1 + lean * x + lean * y;
    const [u, v] = [x / nearer, y / nearer];
    const column = Math.floor((u * Math.cos(turn) + v * Math.sin(turn)) / 8 + side / 2);
    const row = Math.floor((v * Math.cos(turn) - u * Math.sin(turn)) / 8 + side / 2);
    return 235 - (ROWS[row]?.[column] === '#' ? 215 * contrast : 0);
  };
  const random = dice(7);
  const data = new Uint8ClampedArray(WIDTH * HEIGHT * 4);
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) {
      let sum = 0;
      for (let dy = -blur; dy <= blur; dy++)
        for (let dx = -blur; dx <= blur; dx++) sum += paper(x + dx - WIDTH / 2, y + dy - HEIGHT / 2);
      const grey = (sum / (2 * blur + 1) ** 2) * light + (random() - 0.5) * grain;
      data.fill(grey, (y * WIDTH + x) * 4, (y * WIDTH + x) * 4 + 3);
      data[(y * WIDTH + x) * 4 + 3] = 255;
    }
  return { width: WIDTH, height: HEIGHT, data };
}

/** The same numbers between 0 and 1 every time. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
