import { computed, effect, signal } from '@preact/signals';
import { PRONOUNS, type Pronoun } from '../i18n/format';

export type Theme = 'auto' | 'night' | 'day';
export type Size = 18 | 22 | 26;
export type Language = 'vi' | 'en';
export type Look = {
  theme: Theme;
  size: Size;
  language: Language;
  pronoun: Pronoun | null;
  /** Whether each screen has a button that reads it aloud. */
  aloud: boolean;
};

// The blocking file public/first.js reads the same key before the first paint.
const KEY = 'keng.look';
const GROUND = { night: '#0B111C', day: '#F4F1E9' };

function oneOf<T>(value: unknown, allowed: readonly T[], otherwise: T): T {
  return allowed.includes(value as T) ? (value as T) : otherwise;
}

export function readLook(stored: string | null): Look {
  let given: Record<string, unknown> = {};
  try {
    const parsed: unknown = JSON.parse(stored ?? '{}');
    if (parsed !== null && typeof parsed === 'object') given = parsed as Record<string, unknown>;
  } catch {
    // A torn value is worth less than the defaults.
  }
  return {
    theme: oneOf<Theme>(given.theme, ['auto', 'night', 'day'], 'auto'),
    size: oneOf<Size>(given.size, [18, 22, 26], 18),
    language: oneOf<Language>(given.language, ['vi', 'en'], 'vi'),
    pronoun: oneOf<Pronoun | null>(given.pronoun, PRONOUNS, null),
    aloud: given.aloud === true,
  };
}

/** The night theme from 18:00 to 06:00 by the phone's own clock: it answers to the dark around the reader. */
export function isDark(theme: Theme, hour: number): boolean {
  return theme === 'auto' ? hour >= 18 || hour < 6 : theme === 'night';
}

function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export const look = signal<Look>(readLook(stored()));
const hour = signal(new Date().getHours());
export const dark = computed(() => isDark(look.value.theme, hour.value));

export function setLook(change: Partial<Look>): void {
  look.value = { ...look.value, ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(look.value));
  } catch {
    // Without storage the choice lasts until the app is closed.
  }
}

function apply(): void {
  const root = document.documentElement;
  const theme = dark.value ? 'night' : 'day';
  root.dataset.theme = theme;
  root.dataset.size = String(look.value.size);
  root.lang = look.value.language;
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', GROUND[theme]);
}

/** Keeps the page in step with the choice and the hour. */
export function startLook(): void {
  effect(apply);
  // Else the first screen asks for them, is laid out with another face meanwhile, and then once more.
  for (const weight of [400, 600])
    document.fonts?.load(`${weight} 1em "Be Vietnam Pro"`, 'Kẻng').catch(() => undefined);
  setInterval(() => {
    hour.value = new Date().getHours();
  }, 30_000);
}
