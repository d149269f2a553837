import { all, isWriting, one } from './page';

/** "/" goes to the search box of the page; where the box is hidden for want of room, to the page of the search. */
export function listenForSearch(): void {
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target))
      return;
    if (one('dialog[open]')) return;
    const box = all<HTMLInputElement>('[data-search]').find((field) => field.getClientRects().length > 0);
    const link = one('[data-search-link]');
    if (!box && !link) return;
    event.preventDefault();
    if (box) box.select();
    else link?.click();
  });
}
