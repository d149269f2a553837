import { computed, effect, signal } from '@preact/signals';
import { look } from '../look/look';
import type beside from './beside.vi.json';
import type care from './care.vi.json';
import { fill, type Slots } from './format';
import type past from './past.vi.json';
import type places from './places.vi.json';
import type roster from './roster.vi.json';
import core from './vi.json';

export type Key =
  | keyof typeof core
  | keyof typeof beside
  | keyof typeof care
  | keyof typeof past
  | keyof typeof places
  | keyof typeof roster;
type Texts = Readonly<Partial<Record<Key, string>>>;

/** The first screens' words, and those that the later parts of the app bring along. */
const vi: Record<string, string> = { ...core };
const texts = signal<Texts>(vi);

/** Makes the words of a later part known, before any screen of it is drawn. */
export function addWords(more: Readonly<Record<string, string>>): void {
  Object.assign(vi, more);
}

export const isKey = (key: string): key is Key => key in vi;

/** The pronoun that the commune has set; the reader's own choice goes before it. */
export const communePronoun = signal('bác');
const pronoun = computed(() => look.value.pronoun ?? communePronoun.value);

/** English is fetched only by those who chose it; until it is here, Vietnamese stands. */
effect(() => {
  if (look.value.language === 'vi') texts.value = vi;
  else
    import('./en').then(
      (en) => {
        if (look.value.language === 'en') texts.value = en.default;
      },
      () => undefined,
    );
});

/** The text of a key in the chosen language; a component that calls it is drawn again when the language changes. */
export function t(key: Key, slots: Slots = {}): string {
  return fill(texts.value[key] ?? key, slots, pronoun.value);
}

/** Picks the name in the chosen language from a catalogue row or a unit. */
export function named(row: { vi: string; en?: string | null }): string {
  // A line may break after a slash: "Door/gate/store" does not fit a tile otherwise.
  return look.value.language === 'en' && row.en ? row.en.replaceAll('/', '/\u200b') : row.vi;
}
