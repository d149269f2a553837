import { all, make, one, wordsOf } from './page';

/** Checkpoints of a route move up and down by buttons; their numbers, which the form sends, follow. */
export function movePoints(): void {
  const box = one('[data-points]');
  const list = box && one<HTMLOListElement>('ol', box);
  if (!box || !list) return;
  const [up = '', down = '', drop = ''] = wordsOf(box, 'pointsWords');
  for (const item of all('.point', list)) {
    const buttons = [
      button('↑', up, () => item.previousElementSibling?.before(item)),
      button('↓', down, () => item.nextElementSibling?.after(item)),
      button('×', drop, () => empty(item)),
    ];
    item.append(...buttons);
  }
  list.addEventListener('click', (event) => {
    if (event.target instanceof HTMLButtonElement) number(list);
  });
  list.addEventListener('keydown', (event) => {
    if (event.altKey && moveByKey(event)) {
      event.preventDefault();
      number(list);
    }
  });
}

/** Alt with an arrow moves the line in which one writes, and the cursor goes along. */
function moveByKey({ key, target }: KeyboardEvent): boolean {
  const field = target instanceof HTMLElement ? target : null;
  const item = field?.closest('.point');
  const near = key === 'ArrowUp' ? item?.previousElementSibling : item?.nextElementSibling;
  if (!field || !item || !near || !['ArrowUp', 'ArrowDown'].includes(key)) return false;
  if (key === 'ArrowUp') near.before(item);
  else near.after(item);
  field.focus();
  return true;
}

function number(list: HTMLElement): void {
  all<HTMLInputElement>('.point-number', list).forEach((input, place) => {
    input.value = String(place + 1);
  });
}

function button(sign: string, word: string, act: () => void): HTMLButtonElement {
  const made = make('button', 'button ghost small-button', sign);
  made.type = 'button';
  made.title = word;
  made.setAttribute('aria-label', word);
  made.addEventListener('click', act);
  return made;
}

/** A line without a name is no point: the server drops it when the form arrives. */
function empty(item: HTMLElement): void {
  for (const input of all<HTMLInputElement>('input[name$="-name"]', item)) {
    input.value = '';
    input.focus();
  }
}
