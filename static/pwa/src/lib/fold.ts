/** Text for searching: no diacritics, no capitals, one space between words. The server folds the same way. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
}

/** Whether every word of `query` begins a word of `text`, whatever the diacritics. */
export function matches(text: string, query: string): boolean {
  const hay = ` ${fold(text).replace(/[^a-z0-9]+/g, ' ')}`;
  const words = fold(query).split(/[^a-z0-9]+/);
  return words.every((word) => word === '' || hay.includes(` ${word}`));
}

const collator = new Intl.Collator('vi');

/** Order of two texts by the Vietnamese alphabet. */
export const byAlphabet = (a: string, b: string): number => collator.compare(a, b);
