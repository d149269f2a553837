import { all, make } from './page';

/** Photos open in large over the page; without script (or without dialog) the link opens the picture itself. */
export function openPhotos(): void {
  const links = all<HTMLAnchorElement>('a[data-photo]');
  if (!links.length || !('showModal' in HTMLElement.prototype || 'HTMLDialogElement' in window)) return;
  const box = make('dialog', 'lightbox');
  const picture = make('img');
  const caption = make('figcaption');
  const figure = make('figure');
  figure.append(picture, caption);
  const shut = make('button', 'shut', '×');
  const before = make('button', 'before', '‹');
  const after = make('button', 'after', '›');
  const english = document.documentElement.lang === 'en';
  const words = english ? ['Close', 'Previous photo', 'Next photo'] : ['Đóng', 'Ảnh trước', 'Ảnh sau'];
  [shut, before, after].forEach((button, place) => {
    button.type = 'button';
    button.setAttribute('aria-label', words[place] ?? '');
  });
  box.append(figure, shut, before, after);
  document.body.append(box);
  let here = 0;
  const show = (place: number) => {
    const link = links[place];
    if (!link) return;
    here = place;
    picture.src = link.href;
    picture.alt = link.querySelector('img')?.alt ?? '';
    caption.textContent = `${link.dataset.caption ?? ''} (${place + 1}/${links.length})`;
    before.hidden = place === 0;
    after.hidden = place === links.length - 1;
  };
  links.forEach((link, place) => {
    link.addEventListener('click', (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      show(place);
      box.showModal();
    });
  });
  shut.addEventListener('click', () => box.close());
  before.addEventListener('click', () => show(here - 1));
  after.addEventListener('click', () => show(here + 1));
  picture.addEventListener('click', () => box.close());
  box.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowLeft') show(Math.max(here - 1, 0));
    if (event.key === 'ArrowRight') show(Math.min(here + 1, links.length - 1));
  });
  box.addEventListener('close', () => {
    picture.removeAttribute('src');
    links[here]?.focus();
  });
}
