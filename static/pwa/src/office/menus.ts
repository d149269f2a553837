import { all, one } from './page';

/** Menus are plain details elements: a press outside or Escape closes them, and focus goes back to their button. */
export function followMenus(): void {
  document.addEventListener('click', (event) => {
    for (const menu of all<HTMLDetailsElement>('[data-menu][open]'))
      if (event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    for (const menu of all<HTMLDetailsElement>('[data-menu][open]')) close(menu);
  });
  for (const menu of all<HTMLDetailsElement>('[data-menu]'))
    menu.addEventListener('toggle', () => {
      if (menu.open) one('textarea, select, input:not([type="hidden"])', menu)?.focus();
    });
  for (const part of all<HTMLDetailsElement>('[data-open-wide]')) part.open ||= innerWidth >= 1024;
  // A page that could not take a form says so on top; put the reader there.
  one('[data-focus]')?.focus();
}

function close(menu: HTMLDetailsElement): void {
  const held = menu.contains(document.activeElement);
  menu.open = false;
  if (held) one('summary', menu)?.focus();
}
