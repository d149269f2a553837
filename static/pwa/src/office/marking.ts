import { all, one } from './page';

/** Returning a report: open the panel in place, and name the marked fields as they are ticked. */
export function followMarking(): void {
  const report = one('[data-report]');
  const panel = one('[data-mark-panel]');
  if (!report || !panel) return;
  const open = (event: Event) => {
    event.preventDefault();
    report.classList.add('marking');
    name();
    one<HTMLInputElement>('input[name="reasons"]', panel)?.focus({ preventScroll: innerWidth >= 1024 });
    if (innerWidth < 1024) one('.mark-box', report)?.scrollIntoView({ block: 'center' });
  };
  const close = (event: Event) => {
    event.preventDefault();
    report.classList.remove('marking');
    one('[data-mark-open]')?.focus();
  };
  const list = one('[data-mark-list]', panel);
  const name = () => {
    const ticked = all<HTMLInputElement>('[data-mark]:checked', report).map((box) => box.dataset.mark ?? '');
    if (!list) return;
    const words = ticked.length ? list.dataset.markSome : list.dataset.markNone;
    list.textContent = (words ?? '').replace('{list}', ticked.join('; '));
  };
  for (const opener of all('[data-mark-open]')) opener.addEventListener('click', open);
  for (const closer of all('[data-mark-close]')) closer.addEventListener('click', close);
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && report.classList.contains('marking')) close(event);
  });
  report.addEventListener('change', name);
  name();
}
