/**
 * Words that the database did not take yet, for the moment when the page has to be loaded anew. They lie beside the
 * database, only until it has them, and half an hour at most.
 */
const KEY = 'keng.words';
const MOST_CHARS = 50_000;
const KEPT_MS = 30 * 60_000;

type Kept = Record<string, { text: string; at: number }>;

function read(): Kept {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Kept;
    const fresh = Object.entries(kept).filter(([, words]) => Math.abs(Date.now() - words.at) < KEPT_MS);
    return Object.fromEntries(fresh);
  } catch {
    return {};
  }
}

function write(kept: Kept): void {
  try {
    if (Object.keys(kept).length === 0) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // The field on the screen still has them.
  }
}

/** Where a field stands: two fields of one name on different pages are two; the steps of an incident are one page. */
export const fieldKey = (name: string): string =>
  `${location.hash.split('?')[0]?.split('/', 3).join('/')} ${name}`;

export function keepWords(field: string, text: string): void {
  const kept = { ...read(), [field]: { text, at: Date.now() } };
  if (JSON.stringify(kept).length <= MOST_CHARS) write(kept);
}

export function dropWords(field: string): void {
  const { [field]: had, ...rest } = read();
  if (had !== undefined) write(rest);
}

/** What was typed into this field and never reached the database; `null` when nothing was. */
export const wordsKeptFor = (field: string): string | null => read()[field]?.text ?? null;
