export type Slots = Readonly<Record<string, string | number>>;

/** How the app addresses its reader: a setting, because the South says "cô chú" where the North says "bác". */
export const PRONOUNS = ['bác', 'cô chú', 'anh chị', ''] as const;
export type Pronoun = (typeof PRONOUNS)[number];

function capital(word: string): string {
  return word.charAt(0).toLocaleUpperCase('vi') + word.slice(1);
}

function address(text: string, pronoun: string): string {
  if (pronoun !== '') return text.replaceAll('{bac}', pronoun).replaceAll('{Bac}', capital(pronoun));
  // Without a pronoun the next word begins the sentence.
  return text
    .replace(/\{Bac\}\s+(\p{L})/gu, (_, letter: string) => letter.toLocaleUpperCase('vi'))
    .replace(/\s?\{[Bb]ac\}/g, '');
}

/**
 * Fills a text: `{name}` takes a slot, `{n|one|many}` picks a word by the number in slot `n`,
 * `{bac}` and `{Bac}` take the pronoun. A slot that is not given stays visible, so that a fault is seen.
 */
export function fill(text: string, slots: Slots, pronoun: string): string {
  return address(text, pronoun)
    .replace(/\{(\w+)\|([^|}]*)\|([^}]*)\}/g, (_, name: string, one: string, many: string) =>
      Number(slots[name]) === 1 ? one : many,
    )
    .replace(/\{(\w+)\}/g, (whole, name: string) => String(slots[name] ?? whole));
}

/** A name in the middle of a sentence: "Xã An Hòa Khê" → "xã An Hòa Khê". */
export const inSentence = (name: string): string => name.slice(0, 1).toLowerCase() + name.slice(1);

/** Words one after the other, as one sentence: only the first keeps its capital. */
export const listed = (words: readonly string[]): string =>
  words.map((word, index) => (index === 0 ? word : inSentence(word))).join(', ');
