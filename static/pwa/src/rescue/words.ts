import { fill, type Slots } from '../i18n/format';
import en from '../i18n/rescue.en.json';
import vi from '../i18n/rescue.vi.json';

export type RescueKey = keyof typeof vi;

/** The text of a key. Both languages are here, because the page that needs them may have nothing else. */
export const say = (language: 'vi' | 'en', key: RescueKey, slots: Slots = {}): string =>
  fill((language === 'en' ? en : vi)[key], slots, '');

/** `640 KB`, `12,4 MB`. */
export function sizeWords(bytes: number, language: 'vi' | 'en'): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} KB`;
  const text = (bytes / 1_000_000).toFixed(1);
  return `${language === 'en' ? text : text.replace('.', ',')} MB`;
}
