import { all, make, one } from './page';

// Everything in percent of the picture, as the number fields hold it.
type Frame = { left: number; top: number; width: number; height: number };
const SIDES = ['left', 'top', 'width', 'height'] as const;
const LEAST = 1.5;
const STEP = 1;

const clamp = (value: number, most: number) => Math.min(Math.max(value, 0), most);

/** Covering parts of a photo: frames drawn by mouse, finger or keys stand in the number fields, and the other way round. */
export function coverPhoto(): void {
  const stage = one('[data-cover]');
  const rows = all('[data-cover-frame]');
  if (!stage || !rows.length) return;
  const words = stage.dataset.coverWords ?? '';
  const boxes = rows.map((row, place) => makeBox(row, words.replace('{num}', String(place + 1))));
  stage.classList.add('live');
  stage.append(...boxes);
  for (const hidden of all('[data-cover-help], [data-cover-tools]')) hidden.hidden = false;
  one<HTMLDetailsElement>('[data-cover-frames]')?.removeAttribute('open');

  const draw = (place: number) => {
    const box = boxes[place];
    const row = rows[place];
    if (!box || !row) return;
    const frame = readFrame(row);
    box.hidden = !frame;
    // Only the next empty line is offered.
    row.hidden = !frame && place !== rows.findIndex((other) => !readFrame(other));
    if (frame) for (const side of SIDES) box.style[side] = `${frame[side]}%`;
  };
  const drawAll = () =>
    rows.forEach((_, place) => {
      draw(place);
    });
  const put = (place: number, frame: Frame | null) => {
    const row = rows[place];
    if (!row) return;
    writeFrame(row, frame);
    drawAll();
  };
  const free = () => rows.findIndex((row) => !readFrame(row));

  for (const row of rows) row.addEventListener('input', drawAll);
  one('[data-cover-add]')?.addEventListener('click', () => {
    const place = free();
    put(place, { left: 40, top: 40, width: 20, height: 20 });
    boxes[place]?.focus();
  });
  boxes.forEach((box, place) => {
    box.addEventListener('keydown', (event) => {
      const row = rows[place];
      const frame = row && readFrame(row);
      const next = frame && frameAfter(event, frame);
      if (next === undefined) return;
      event.preventDefault();
      put(place, next);
      if (!next) one('[data-cover-add]')?.focus();
    });
  });
  followPointer(stage, (target, from) => {
    const held = boxes.indexOf(target as HTMLButtonElement);
    const place = held >= 0 ? held : free();
    const row = rows[place];
    if (!row) return null;
    const before = readFrame(row);
    const corner = before && isCorner(before, from, stage);
    return {
      move: (to) => {
        put(place, moved(before, from, to, corner === true));
      },
      end: () => {
        const frame = readFrame(row);
        if (frame && Math.min(frame.width, frame.height) < LEAST) put(place, before);
        if (!boxes[place]?.hidden) boxes[place]?.focus({ preventScroll: true });
      },
    };
  });
  drawAll();
}

function makeBox(row: HTMLElement, label: string): HTMLButtonElement {
  const box = make('button', 'cover-box');
  box.type = 'button';
  box.setAttribute('aria-label', label);
  box.hidden = !readFrame(row);
  return box;
}

function readFrame(row: HTMLElement): Frame | null {
  const [left, top, width, height] = fieldsOf(row).map((field) => field.valueAsNumber);
  if (left === undefined || top === undefined || width === undefined || height === undefined) return null;
  return [left, top, width, height].some(Number.isNaN) ? null : { left, top, width, height };
}

function writeFrame(row: HTMLElement, frame: Frame | null): void {
  fieldsOf(row).forEach((field, place) => {
    const side = SIDES[place];
    field.value = frame && side ? frame[side].toFixed(2) : '';
  });
}

const fieldsOf = (row: HTMLElement) => all<HTMLInputElement>('input[type="number"]', row);

/** What a key makes of a frame: moved, another size, gone (null), or nothing (undefined). */
function frameAfter(event: KeyboardEvent, frame: Frame): Frame | null | undefined {
  if (event.key === 'Delete' || event.key === 'Backspace') return null;
  const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (!way) return undefined;
  const [x = 0, y = 0] = way.map((one) => one * STEP);
  if (event.shiftKey) {
    const width = Math.max(clamp(frame.width + x, 100 - frame.left), LEAST);
    return { ...frame, width, height: Math.max(clamp(frame.height + y, 100 - frame.top), LEAST) };
  }
  return shifted(frame, x, y);
}

function shifted(frame: Frame, x: number, y: number): Frame {
  return {
    ...frame,
    left: clamp(frame.left + x, 100 - frame.width),
    top: clamp(frame.top + y, 100 - frame.height),
  };
}

type Point = { x: number; y: number };

/** A frame that is drawn anew, dragged along, or pulled at its lower right corner. */
function moved(before: Frame | null, from: Point, to: Point, corner: boolean): Frame {
  if (before && !corner) return shifted(before, to.x - from.x, to.y - from.y);
  const start = before ? { x: before.left, y: before.top } : from;
  const [left, top] = [Math.min(start.x, to.x), Math.min(start.y, to.y)];
  return { left, top, width: Math.abs(to.x - start.x), height: Math.abs(to.y - start.y) };
}

function isCorner(frame: Frame, at: Point, stage: HTMLElement): boolean {
  const { width, height } = stage.getBoundingClientRect();
  const x = ((frame.left + frame.width - at.x) / 100) * width;
  const y = ((frame.top + frame.height - at.y) / 100) * height;
  return Math.max(x, y) < 22;
}

type Drag = { move: (to: Point) => void; end: () => void };

function followPointer(
  stage: HTMLElement,
  begin: (target: EventTarget | null, from: Point) => Drag | null,
): void {
  let drag: Drag | null = null;
  const point = (event: PointerEvent): Point => {
    const { left, top, width, height } = stage.getBoundingClientRect();
    return {
      x: clamp(((event.clientX - left) / width) * 100, 100),
      y: clamp(((event.clientY - top) / height) * 100, 100),
    };
  };
  stage.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    drag = begin(event.target, point(event));
    stage.setPointerCapture(event.pointerId);
  });
  stage.addEventListener('pointermove', (event) => drag?.move(point(event)));
  for (const name of ['pointerup', 'pointercancel'] as const)
    stage.addEventListener(name, () => {
      drag?.end();
      drag = null;
    });
}

/** Covering words: what is selected in a text goes into the field. */
export function pickWords(): void {
  const into = one<HTMLInputElement>('[data-pick-into]');
  if (!into) return;
  document.addEventListener('selectionchange', () => {
    const selection = document.getSelection();
    if (!selection?.rangeCount) return;
    // A threefold click ends in the next paragraph, so only its beginning says where it is.
    const start = selection.getRangeAt(0).startContainer;
    const place = start instanceof Element ? start : start.parentElement;
    const text = selection.toString().trim().split('\n')[0]?.trim();
    if (text && place?.closest('[data-pick]')) into.value = text;
  });
}
