/**
 * A mark beside the database, in two places that browsers clear at other times: with it, a database that came back empty
 * is noticed and not taken for a new phone. It holds the id of the installation and how much was not sent yet.
 */
const NAME = 'keng.install';
const COOKIE_DAYS = 400;

export type Canary = { install_id: string; unsent: number };

function parsed(text: string | null | undefined): Canary | null {
  const [install_id, unsent] = (text ?? '').split('.');
  return install_id ? { install_id, unsent: Number(unsent) || 0 } : null;
}

function stored(): string | null {
  try {
    return localStorage.getItem(NAME);
  } catch {
    return null;
  }
}

const inCookie = (): string | undefined =>
  typeof document === 'undefined'
    ? undefined
    : /(?:^|; )keng\.install=([^;]*)/.exec(document.cookie ?? '')?.[1];

/** What either place still knows; `null` on a new phone. */
export const readCanary = (): Canary | null => parsed(stored()) ?? parsed(inCookie());

export function writeCanary({ install_id, unsent }: Canary): void {
  const text = `${install_id}.${unsent}`;
  try {
    localStorage.setItem(NAME, text);
  } catch {
    // Without it a later loss may stay unnoticed; nothing else depends on it.
  }
  if (typeof document === 'undefined') return;
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  // Only for the app's own address: requests to the server's doors do not carry it.
  // biome-ignore lint/suspicious/noDocumentCookie: Safari 15 has no Cookie Store
  document.cookie = `${NAME}=${text}; path=/app/; max-age=${COOKIE_DAYS * 86_400}; SameSite=Strict${secure}`;
}

/** The queue has changed. */
export function noteUnsent(unsent: number): void {
  const known = readCanary();
  if (known && known.unsent !== unsent) writeCanary({ ...known, unsent });
}
