import { all, one, wordsOf } from './page';

/** Small comforts of forms: no double send, show a password, fill a demo account, copy a link, print, ready phrases. */
export function followForms(): void {
  for (const form of all<HTMLFormElement>('form[data-busy]')) {
    form.addEventListener('submit', (event) => {
      if (form.classList.contains('busy')) event.preventDefault();
      form.classList.add('busy');
      form.setAttribute('aria-busy', 'true');
    });
  }
  // A page that comes back from the browser's memory must not stay busy.
  addEventListener('pageshow', () => {
    for (const form of all('form.busy')) {
      form.classList.remove('busy');
      form.removeAttribute('aria-busy');
    }
    document.body.classList.remove('leaving');
  });
  for (const box of all('[data-reveal]')) revealPassword(box);
  for (const button of all<HTMLButtonElement>('[data-fill-username]')) fillAccount(button);
  for (const button of all<HTMLButtonElement>('[data-copy]')) copyLink(button);
  for (const button of all<HTMLButtonElement>('[data-print]')) {
    button.hidden = false;
    button.addEventListener('click', () => print());
  }
  for (const list of all('[data-phrases]')) offerPhrases(list);
  // Work that goes on in pieces: each answer asks for the next one.
  const goOn = one<HTMLFormElement>('form[data-go-on]');
  if (goOn) setTimeout(() => goOn.requestSubmit(), 500);
}

function revealPassword(box: HTMLElement): void {
  const button = one<HTMLButtonElement>('.reveal', box);
  const input = one<HTMLInputElement>('input', box);
  const [show = '', hide = ''] = wordsOf(box, 'revealWords');
  if (!button || !input) return;
  button.hidden = false;
  button.addEventListener('click', () => {
    const open = input.type === 'password';
    input.type = open ? 'text' : 'password';
    button.setAttribute('aria-pressed', String(open));
    button.setAttribute('aria-label', open ? hide : show);
    input.focus();
  });
}

function fillAccount(button: HTMLButtonElement): void {
  button.addEventListener('click', () => {
    const name = one<HTMLInputElement>('input[name="username"]');
    const password = one<HTMLInputElement>('input[name="password"]');
    if (!name || !password) return;
    name.value = button.dataset.fillUsername ?? '';
    password.value = button.dataset.fillPassword ?? '';
    one<HTMLButtonElement>('button[type="submit"]', name.form ?? document)?.focus();
  });
}

function copyLink(button: HTMLButtonElement): void {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.dataset.copy ?? '');
    const word = one('span', button);
    if (word) word.textContent = button.dataset.copied ?? '';
  });
}

/** Words on a line of their own, after what is there. */
export function addWords(target: HTMLTextAreaElement, words: string): void {
  const before = target.value.trim();
  target.value = (before ? `${before}\n` : '') + words;
}

/** A ready phrase is added to what is there, never put in its place. */
function offerPhrases(list: HTMLElement): void {
  const target = one<HTMLTextAreaElement>(`[data-phrase-target="${list.dataset.phrases}"]`);
  if (!target) return;
  list.hidden = false;
  list.addEventListener('click', (event) => {
    if (!(event.target instanceof HTMLButtonElement)) return;
    addWords(target, (event.target.textContent ?? '').trim());
    target.focus();
  });
}
