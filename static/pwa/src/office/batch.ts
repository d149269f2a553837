import { all, one, wordsOf } from './page';

/** The batch button says how many quiet shifts it will approve: unticking one leaves it out. */
export function followBatch(): void {
  const form = one<HTMLFormElement>('[data-batch]');
  const button = form && one<HTMLButtonElement>('[data-batch-button]', form);
  const text = form && one('[data-batch-text]', form);
  if (!form || !button || !text) return;
  const [every = '', some = '', none = ''] = wordsOf(button, 'batchWords');
  const count = () => {
    const ticks = all<HTMLInputElement>('[data-batch-tick]', form);
    const chosen = ticks.filter((tick) => tick.checked).length;
    const words = chosen === 0 ? none : chosen === ticks.length ? every : some;
    text.textContent = words.replace('{n}', String(chosen));
    button.disabled = chosen === 0;
  };
  form.addEventListener('change', count);
  // The browser may bring back ticks of an earlier visit.
  addEventListener('pageshow', count);
}
