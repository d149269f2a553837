import { all, one } from './page';

type Step = { row: number; column: number };
const STEPS: Record<string, Step> = {
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
};

/** The grid of nights: arrows walk from square to square, and what is looked at is told in words below. */
export function walkGrid(): void {
  const place = one('[data-part="grid"]');
  if (!place) return;
  const tonight = one('[data-tonight]', place);
  const frame = one('[data-part-scroll]', place);
  // What has been is looked at first, and stands left of tonight.
  if (tonight && frame) frame.scrollLeft = tonight.offsetLeft + tonight.offsetWidth - frame.clientWidth;
  // The table is drawn anew when a report comes, so it is its place that listens.
  for (const kind of ['focusin', 'pointerover'] as const)
    place.addEventListener(kind, ({ target }) => tell(squareOf(target)));
  place.addEventListener('keydown', (event) => {
    const step = STEPS[event.key];
    const from = squareOf(event.target);
    const grid = from?.closest('table');
    if (!step || !from || !grid) return;
    event.preventDefault();
    next(grid, from, step)?.focus();
  });
}

const squareOf = (target: EventTarget | null): HTMLAnchorElement | null =>
  target instanceof Element ? target.closest<HTMLAnchorElement>('a.square') : null;

/** The nearest square in that direction; nights without a plan are stepped over. */
function next(grid: HTMLTableElement, from: HTMLElement, { row, column }: Step): HTMLElement | null {
  const cell = from.closest('td');
  const rows = all<HTMLTableRowElement>('tbody tr', grid);
  let y = rows.findIndex((one) => one.contains(cell));
  let x = cell?.cellIndex ?? 0;
  for (;;) {
    y += row;
    x += column;
    const there = rows[y]?.cells[x];
    if (!there) return null;
    const square = there.querySelector<HTMLElement>('a.square');
    if (square) return square;
  }
}

function tell(square: HTMLAnchorElement | null): void {
  const place = one('[data-grid-chosen]');
  const [title, more] = place ? all('strong, span', place) : [];
  if (!square || !place || !title || !more) return;
  title.textContent = one('.away', square)?.textContent ?? '';
  more.textContent = square.dataset.more ?? '';
  place.hidden = false;
}
