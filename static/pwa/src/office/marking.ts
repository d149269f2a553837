import { addWords } from './forms';
import { all, one } from './page';

/** Returning a report: open the panel in place, name the marked fields as they are ticked, take questions into its text. */
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
  for (const question of all<HTMLAnchorElement>('[data-ask]', report)) {
    question.addEventListener('click', (event) => {
      event.preventDefault();
      report.classList.add('marking');
      ask(question, panel, report);
      name();
    });
  }
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && report.classList.contains('marking')) close(event);
  });
  report.addEventListener('change', name);
  name();
}

/** The question's words go into the text once; its place and reason are ticked along. */
function ask(question: HTMLElement, panel: HTMLElement, report: HTMLElement): void {
  const text = one<HTMLTextAreaElement>('textarea', panel);
  const { ask: words = '', askMark: mark = '', askReason: reason = '' } = question.dataset;
  if (!text) return;
  if (!text.value.includes(words)) addWords(text, words);
  for (const box of all<HTMLInputElement>('[data-mark]', report)) if (box.value === mark) box.checked = true;
  for (const box of all<HTMLInputElement>('input[name="reasons"]', panel))
    if (box.value === reason) box.checked = true;
  text.focus({ preventScroll: innerWidth >= 1024 });
}
