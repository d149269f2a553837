/** The rescue page's whole script: no framework, nothing of the app, read access only. Built as one file of its own. */
import { listWaiting, NoBook, openBook, type Waiting } from './book';
import { canShare, makeRescueFile, saveFile, shareFile } from './make';
import { type RescueKey, say, sizeWords } from './words';

const language = document.documentElement.lang === 'en' ? 'en' : 'vi';
const words = (key: RescueKey, slots: Record<string, string | number> = {}) => say(language, key, slots);
const place = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no ${id}`);
  return found;
};

function make<K extends keyof HTMLElementTagNameMap>(tag: K, text: string, look = '') {
  const element = document.createElement(tag);
  element.textContent = text;
  element.className = look;
  return element;
}

function button(text: string, onTap: () => void, look = 'main'): HTMLButtonElement {
  const made = make('button', text, look);
  made.type = 'button';
  made.addEventListener('click', onTap);
  return made;
}

const show = (...elements: HTMLElement[]): void => place('work').replaceChildren(...elements);

async function start(): Promise<void> {
  show(make('p', words('reading')));
  try {
    const book = await openBook();
    offer(book, await listWaiting(book));
  } catch (fault) {
    const none = fault instanceof NoBook && fault.reason === 'none';
    const said = none ? [words('noBook')] : [words('shut'), words('shut.next')];
    show(
      ...said.map((text) => make('p', text)),
      button(words('again'), () => void start()),
    );
  }
}

function offer(book: IDBDatabase, waiting: Waiting): void {
  const empty = waiting.operations.length + waiting.photos.length === 0;
  if (empty || !waiting.owner) {
    show(make('p', words(empty ? 'nothing' : 'noKey')));
    return;
  }
  const facts = make('ul', '');
  const counted: [number, RescueKey][] = [
    [waiting.operations.length, 'reports'],
    [waiting.photos.length, 'photos'],
  ];
  for (const [n, key] of counted) if (n > 0) facts.append(make('li', words(key, { n })));
  facts.append(make('li', words('size', { size: sizeWords(waiting.bytes, language) })));
  show(
    make('h2', words('holds')),
    facts,
    button(words('make'), () => void write(book, waiting)),
  );
}

async function write(book: IDBDatabase, waiting: Waiting): Promise<void> {
  const all = waiting.operations.length + waiting.photos.length;
  const line = make('p', words('making', { done: 0, all }));
  show(line);
  let done = 0;
  let unreadable = 0;
  try {
    const file = await makeRescueFile(book, waiting, (what) => {
      done += 1;
      if (what === 'unreadable') unreadable += 1;
      line.textContent = words('making', { done, all });
    });
    hand(file, unreadable);
  } catch {
    show(
      make('p', words('failed'), 'trouble'),
      button(words('again'), () => void start()),
    );
  }
}

function hand(file: File, unreadable: number): void {
  const saved = make('p', words('saved'));
  saved.hidden = true;
  const save = () => {
    saveFile(file);
    saved.hidden = false;
  };
  const how = make('ul', '');
  for (const key of ['how.1', 'how.2', 'how.3', 'how.4', 'how.5'] as const)
    how.append(make('li', words(key)));
  const left = unreadable > 0 ? [make('p', words('unreadable', { n: unreadable }), 'trouble')] : [];
  const share = canShare(file) ? [button(words('share'), () => void shareFile(file, save), 'second')] : [];
  show(
    make('h2', words('ready', { size: sizeWords(file.size, language) })),
    ...left,
    button(words('save'), save),
    saved,
    ...share,
    make('h2', words('how')),
    how,
  );
}

document.title = `${words('page.title')} · Kẻng`;
for (const [id, key] of [
  ['title', 'page.title'],
  ['lead', 'page.lead'],
  ['back', 'page.back'],
  ['urgent', 'page.urgent'],
] as const)
  place(id).textContent = words(key);
void start();
