import { computed, signal } from '@preact/signals';

/**
 * The PIN is a lock on past nights, one for each member on this phone. It encrypts nothing and is never asked before writing or sending;
 * five wrong tries wait a quarter of an hour; forgotten, a new code of the team opens it.
 */
type Lock = { salt: string; hash: string; tries: number; until: number };

const KEY = 'keng.lock';
const keyOf = (member: string): string => `${KEY}.${member}`;
const ROUNDS = 150_000;
const TRIES = 5;
const WAIT_MS = 15 * 60_000;

function read(key: string): Lock | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') as Lock | null;
  } catch {
    return null;
  }
}

const lock = signal<Lock | null>(null);
const opened = signal(false);
let holder = '';

/** Another member holds the phone: their own PIN counts now, and it is asked for anew. */
export function lockFor(member: string): void {
  if (member === holder) return;
  holder = member;
  opened.value = false;
  // Earlier versions had one lock for the phone.
  const older = read(KEY);
  if (older) {
    localStorage.setItem(keyOf(member), JSON.stringify(older));
    localStorage.removeItem(KEY);
  }
  lock.value = read(keyOf(member));
}

export const hasPin = computed(() => lock.value !== null);
export const isLocked = computed(() => lock.value !== null && !opened.value);

function keep(next: Lock | null): void {
  lock.value = next;
  if (next) localStorage.setItem(keyOf(holder), JSON.stringify(next));
  else localStorage.removeItem(keyOf(holder));
}

const hex = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

async function hashOf(pin: string, salt: string): Promise<string> {
  const text = new TextEncoder();
  const key = await crypto.subtle.importKey('raw', text.encode(pin), 'PBKDF2', false, ['deriveBits']);
  const bits = await crypto.subtle.deriveBits(
    { name: 'PBKDF2', hash: 'SHA-256', salt: text.encode(salt), iterations: ROUNDS },
    key,
    256,
  );
  return hex(new Uint8Array(bits));
}

export const isPin = (pin: string): boolean => /^\d{4,6}$/.test(pin);

export async function setPin(pin: string): Promise<void> {
  const salt = hex(crypto.getRandomValues(new Uint8Array(16)));
  keep({ salt, hash: await hashOf(pin, salt), tries: 0, until: 0 });
  opened.value = true;
}

export function removePin(): void {
  keep(null);
  opened.value = false;
}

/** A new code of the team is the way out for all who have forgotten theirs. */
export function removeAllPins(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(KEY)) localStorage.removeItem(key);
  lock.value = null;
  opened.value = false;
}

/** "Khóa sổ": past nights are shut until the PIN is given again. */
export function lockNow(): void {
  opened.value = false;
}

export type Answer = 'open' | 'wrong' | 'wait';

/** Tries a PIN; `now` in ms. */
export async function tryPin(pin: string, now: number = Date.now()): Promise<Answer> {
  const current = lock.value;
  if (!current) return 'open';
  if (now < current.until) return 'wait';
  if ((await hashOf(pin, current.salt)) === current.hash) {
    keep({ ...current, tries: 0, until: 0 });
    opened.value = true;
    return 'open';
  }
  const tries = current.tries + 1;
  keep({ ...current, tries: tries % TRIES, until: tries >= TRIES ? now + WAIT_MS : 0 });
  return tries >= TRIES ? 'wait' : 'wrong';
}
