import { one, wordsOf } from './page';

/** A large file shows how far it has come, and its result takes the page's place; without this the form sends itself. */
export function followUpload(): void {
  const form = one<HTMLFormElement>('form[data-upload]');
  const bar = form && one('[data-upload-bar]', form);
  if (!form || !bar) return;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send(form, bar);
  });
}

function send(form: HTMLFormElement, bar: HTMLElement): void {
  const button = one<HTMLButtonElement>('button[type="submit"]', form);
  const meter = one<HTMLProgressElement>('progress', bar);
  const line = one('[data-upload-words]', bar);
  const [sending = '', reading = '', failed = ''] = line ? wordsOf(line, 'uploadWords') : [];
  const say = (words: string, percent: number) => {
    if (line) line.textContent = words.replace('{n}', String(percent));
    if (meter) meter.value = percent;
  };
  const asked = new XMLHttpRequest();
  asked.upload.addEventListener('progress', (event) => {
    const percent = event.lengthComputable ? Math.floor((100 * event.loaded) / event.total) : 0;
    say(percent < 100 ? sending : reading, percent);
  });
  asked.addEventListener('load', () => show(asked.responseText));
  asked.addEventListener('error', () => {
    say(failed, 0);
    if (button) button.disabled = false;
  });
  bar.hidden = false;
  if (button) button.disabled = true;
  say(sending, 0);
  asked.open('POST', form.action);
  asked.send(new FormData(form));
}

function show(text: string): void {
  const answered = new DOMParser().parseFromString(text, 'text/html');
  const content = one('#content', answered);
  const present = one('#content');
  if (!content || !present) {
    location.reload();
    return;
  }
  present.replaceWith(document.adoptNode(content));
  followUpload();
  content.focus();
  scrollTo(0, 0);
}
