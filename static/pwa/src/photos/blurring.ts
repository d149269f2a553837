/** Makes what a finger goes over unreadable: the picture is cut into large squares, each of one colour, in its own pixels. */

/** As much of a canvas' context as is needed. */
export type Pixels = Pick<CanvasRenderingContext2D, 'getImageData' | 'putImageData'> & {
  canvas: { width: number; height: number };
};
export type Point = { x: number; y: number };

// A face at arm's length is a tenth of the picture: no more than four squares across.
const SQUARES = 40;
const LEAST = 12;

/** Side of a square in pixels. */
export const sideOf = (width: number, height: number): number =>
  Math.max(LEAST, Math.ceil(Math.max(width, height) / SQUARES));

/** The strokes on one picture; each can be taken back, the last one first, as long as the picture is open. */
export class Blurring {
  private readonly side: number;
  private readonly done = new Set<string>();
  private readonly strokes: Map<string, ImageData>[] = [];

  constructor(private readonly pixels: Pixels) {
    this.side = sideOf(pixels.canvas.width, pixels.canvas.height);
  }

  get count(): number {
    return this.strokes.filter((stroke) => stroke.size > 0).length;
  }

  begin(): void {
    this.strokes.push(new Map());
  }

  /** Goes on with the stroke from one point to the next. */
  line(from: Point, to: Point): void {
    const steps = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / (this.side / 2)));
    for (let step = 0; step <= steps; step++) {
      const x = from.x + ((to.x - from.x) * step) / steps;
      const y = from.y + ((to.y - from.y) * step) / steps;
      this.area(x - this.side, y - this.side, this.side * 2, this.side * 2);
    }
  }

  /** A stroke over a rectangle. */
  area(left: number, top: number, width: number, height: number): void {
    const { canvas } = this.pixels;
    const cell = (at: number, most: number) => Math.floor(Math.min(Math.max(0, at), most - 1) / this.side);
    if (left + width < 0 || top + height < 0 || left >= canvas.width || top >= canvas.height) return;
    for (let row = cell(top, canvas.height); row <= cell(top + height, canvas.height); row++)
      for (let column = cell(left, canvas.width); column <= cell(left + width, canvas.width); column++)
        this.square(column, row);
  }

  private square(column: number, row: number): void {
    const key = `${column} ${row}`;
    if (this.done.has(key)) return;
    this.done.add(key);
    const { canvas } = this.pixels;
    const [x, y] = [column * this.side, row * this.side];
    const [width, height] = [Math.min(this.side, canvas.width - x), Math.min(this.side, canvas.height - y)];
    const before = this.pixels.getImageData(x, y, width, height);
    this.strokes[this.strokes.length - 1]?.set(key, before);
    const flat = this.pixels.getImageData(x, y, width, height);
    flat.data.set(oneColour(before.data));
    this.pixels.putImageData(flat, x, y);
  }

  /** Takes the last stroke back. */
  undo(): void {
    let last = this.strokes.pop();
    while (last && last.size === 0) last = this.strokes.pop();
    for (const [key, before] of last ?? []) {
      const [column = 0, row = 0] = key.split(' ').map(Number);
      this.pixels.putImageData(before, column * this.side, row * this.side);
      this.done.delete(key);
    }
  }
}

/** The same pixels, all of their mean colour. */
export function oneColour(data: Uint8ClampedArray): Uint8ClampedArray {
  const sums = [0, 0, 0];
  for (let at = 0; at < data.length; at++)
    if (at % 4 < 3) sums[at % 4] = (sums[at % 4] ?? 0) + (data[at] ?? 0);
  const pixels = data.length / 4;
  return data.map((_, at) => (at % 4 < 3 ? Math.round((sums[at % 4] ?? 0) / pixels) : 255));
}
