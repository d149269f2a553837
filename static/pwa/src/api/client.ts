/** One request to the server, and what came of it as a value. Nothing here throws for a bad network. */
import type { Problem } from './shapes';

/** What came back. `marked` = it has the headers that only our server sets. */
export type Answer =
  | { kind: 'no-network' }
  | { kind: 'timeout' }
  | {
      kind: 'http';
      status: number;
      marked: boolean;
      epoch: string | null;
      media: string;
      retry_after_ms: number | null;
      headers: Headers;
      /** Parsed JSON when the body was JSON; `null` otherwise. */
      json: unknown;
    };

export type Ask = {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'HEAD';
  /** Text is sent as JSON. */
  body?: string | ArrayBuffer | Blob;
  headers?: Record<string, string>;
};

const BASE = '/api/v1';
const PATIENCE_MS = 15_000;
const SLOWEST_BYTES_PER_MS = 2;

/** Time for an answer: 15 s, and what the bytes need on a very weak network (2 KB/s). */
export function patienceFor(bytes: number): number {
  return PATIENCE_MS + bytes / SLOWEST_BYTES_PER_MS;
}

export async function ask(path: string, { method = 'GET', body, headers = {} }: Ask = {}): Promise<Answer> {
  const text = typeof body === 'string';
  const bytes = text ? new TextEncoder().encode(body) : body;
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), patienceFor(sizeOf(bytes)));
  try {
    const response = await fetch(BASE + path, {
      method,
      body: bytes ?? null,
      headers: {
        'Keng-Client': 'phone',
        ...(text ? { 'Content-Type': 'application/json' } : {}),
        ...headers,
      },
      credentials: 'same-origin',
      // Our own server knows its own page; on a weak network every byte counts.
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      // A captive portal answers with a redirect; following it would bring its page as if it were ours.
      redirect: 'manual',
      signal: giveUp.signal,
    });
    return await read(response);
  } catch {
    return giveUp.signal.aborted ? { kind: 'timeout' } : { kind: 'no-network' };
  } finally {
    clearTimeout(timer);
  }
}

const sizeOf = (body: Uint8Array | ArrayBuffer | Blob | undefined): number =>
  body === undefined ? 0 : 'size' in body ? body.size : body.byteLength;

async function read(response: Response): Promise<Answer> {
  const media = (response.headers.get('Content-Type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const epoch = response.headers.get('Keng-Epoch');
  const raw = await response.text();
  let json: unknown = null;
  if (/[/+]json$/.test(media)) {
    try {
      json = JSON.parse(raw);
    } catch {
      // Cut off on the way: worth as much as no answer, which `judge` sees by the missing body.
    }
  }
  return {
    kind: 'http',
    status: response.status,
    marked: response.headers.get('Keng-Sync') === '1' && epoch !== null && epoch !== '',
    epoch,
    media,
    retry_after_ms: retryAfter(response.headers.get('Retry-After')),
    headers: response.headers,
    json,
  };
}

/** `Retry-After` in seconds or as a date, in ms from now; `null` without one. */
export function retryAfter(value: string | null, now: number = Date.now()): number | null {
  if (!value) return null;
  const ms = /^\d+$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}

/** The problem in an answer, if it is one. */
export function problemIn(json: unknown): Problem | null {
  const problem = json as Partial<Problem> | null;
  return problem && typeof problem === 'object' && typeof problem.type === 'string'
    ? (problem as Problem)
    : null;
}

/** `/problems/version-conflict` → `version-conflict`. */
export const slugOf = (problem: Problem | null): string => problem?.type.split('/').pop() ?? '';
