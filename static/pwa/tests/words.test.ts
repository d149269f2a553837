import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fill } from '../src/i18n/format';

const read = (name: string): Record<string, string> =>
  JSON.parse(readFileSync(`src/i18n/${name}.json`, 'utf8'));
const catalogues = readdirSync('src/i18n')
  .map((name) => /^((?:\w+\.)?)vi\.json$/.exec(name)?.[1])
  .filter((part) => part !== undefined);

/** Slots that show their value; those that only pick a plural belong to English alone. */
const slotsOf = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''))]
    .filter((slot) => slot !== 'bac' && slot !== 'Bac')
    .sort();

describe.each(catalogues)('the texts of %svi.json', (part) => {
  const [vi, en] = [read(`${part}vi`), read(`${part}en`)];

  it('exist in both languages', () => {
    expect(Object.keys(en)).toEqual(Object.keys(vi));
  });

  it('take the same slots in both languages', () => {
    const differing = Object.entries(vi).filter(
      ([key, text]) => slotsOf(text).join() !== slotsOf(en[key] ?? '').join(),
    );
    expect(differing).toEqual([]);
  });

  it('never call the reader "bạn" and use no English in Vietnamese', () => {
    const wrong = Object.entries(vi).filter(([, text]) =>
      /(?:^|\P{L})(?:bạn|upload|sync|server|login|ok|online|offline)(?!\p{L})/iu.test(text),
    );
    expect(wrong).toEqual([]);
  });

  it('are normalized to NFC', () => {
    expect(Object.values(vi).filter((text) => text !== text.normalize('NFC'))).toEqual([]);
  });

  it('say no sentence of more than sixteen words', () => {
    const long = Object.values(vi)
      .flatMap((text) => text.split(/[.!?:,]\s/))
      .filter((sentence) => sentence.split(/\s+/).length > 16);
    expect(long).toEqual([]);
  });
});

describe('filling a text', () => {
  it('puts the slots in', () => {
    expect(fill('Còn {n} ảnh chờ gửi', { n: 3 }, 'bác')).toBe('Còn 3 ảnh chờ gửi');
  });

  it('picks the word for one and for many', () => {
    expect(fill('{n} {n|photo|photos}', { n: 1 }, '')).toBe('1 photo');
    expect(fill('{n} {n|photo|photos}', { n: 2 }, '')).toBe('2 photos');
  });

  it('addresses the reader by the pronoun of the commune', () => {
    expect(fill('{Bac} cứ ghi. Chào {bac} Thắng.', {}, 'cô chú')).toBe('Cô chú cứ ghi. Chào cô chú Thắng.');
  });

  it('stays a sentence without a pronoun', () => {
    expect(fill('{Bac} cứ ghi. Việc gì vậy {bac}?', {}, '')).toBe('Cứ ghi. Việc gì vậy?');
  });

  it('leaves a forgotten slot visible', () => {
    expect(fill('Vòng {n}', {}, 'bác')).toBe('Vòng {n}');
  });
});
