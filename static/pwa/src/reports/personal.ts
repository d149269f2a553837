/**
 * What a text seems to say of a person who has no place in a report: the number of a paper, a telephone, a plate, a name, a
 * label of belief or descent. The phone warns, the person decides; the server looks again (`reports/rules/personal.py`).
 */
import {
  BARE_FAMILIES,
  BARE_TITLES,
  BELIEFS,
  DESCENTS,
  FAMILIES,
  NO_GIVEN,
  NO_NAMES,
  OFFICES,
  OTHER_FAMILIES,
  PLACE_STARTS,
  PLACES,
  TITLES,
  WORSHIP,
} from './personal-words';

export type Kind = 'card' | 'telephone' | 'plate' | 'name' | 'label';
/** A place in the NFC text, in UTF-16 units. */
export type Found = { kind: Kind; start: number; end: number };
/** Whose names may stand: the team's own people, and the names of its places. */
export type Known = { people: readonly string[]; places: readonly string[] };

const NOBODY: Known = { people: [], places: [] };

// No look-behind here: Safari knows it only since 16.4. The first group is what stands before.
const CARD =
  /(^|\D)(\d{12}|\d{3}[ .]\d{3}[ .]\d{3}[ .]\d{3}|\d{4} \d{4} \d{4}|\d{9}|\d{3} \d{3} \d{3})(?!\d)/g;
const TELEPHONE = new RegExp(
  `(^|\\D)((?:\\+?84[ .-]?|0)(?=[2-9])(?:${[
    '\\d{9,10}',
    '\\d{4}[ .-]\\d{6}',
    '\\d{3}[ .-]\\d{3}[ .-]?\\d{3,4}',
    '\\d{2}[ .-]\\d{3}[ .-]?\\d{4}',
    '\\d{2}[ .-]\\d{4}[ .-]\\d{3,4}',
    '\\d(?:[ .-]\\d\\d){4}',
  ].join('|')}))(?!\\d)`,
  'g',
);
const PLATE =
  /(^|[^\p{L}\d])([1-9]\d[ -]?(?:[A-ZĐ]{1,2}\d?|[abcdefnprstuvxyđ]\d?)[ .-]{0,3}(?:\d{3}[ .]?\d{2}|\d{4}))(?!\d)/gu;
// Round sums and dates are written with as many digits.
const NO_NUMBER = /000$|^(?:0?[1-9]|[12]\d|3[01])[ .-](?:0[1-9]|1[0-2])[ .-](?:19|20)\d\d/;

const CAP = '\\p{Lu}\\p{Ll}+';
const MORE = `(?:[ \\t]+\\p{Lu}\\p{Ll}*)`;

/** "ông|bà" → also with a capital. */
const eitherCase = (list: string): string =>
  list.replace(
    /(^|\|)(\p{L})/gu,
    (_, bar: string, letter: string) => `${bar}[${letter}${letter.toUpperCase()}]`,
  );

/** Without diacritics, and the capitals kept. */
const bare = (list: string): string =>
  list
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D');

/** For comparing names, whatever their spaces. */
const plain = (name: string): string => bare(name).toLowerCase().replace(/\s+/g, ' ');

const before = (list: string): RegExp => new RegExp(`(?:^|[^\\p{L}])(?:${list})[ \\t]+$`, 'iu');
const begins = (list: string): RegExp => new RegExp(`^(?:${list})(?!\\p{L})`, 'u');
const finds = (pattern: string, flags = 'gu'): RegExp =>
  new RegExp(`(^|[^\\p{L}])(${pattern})(?!\\p{L})`, flags);

const DESCENT = [
  `[Nn]gười[ \\t]+(?:dân tộc(?:[ \\t]+(?:thiểu số|${DESCENTS}))?|${DESCENTS})`,
  `[Đđ]ồng bào[ \\t]+(?:dân tộc(?:[ \\t]+(?:thiểu số|${DESCENTS}))?|${DESCENTS})`,
  `[Dd]ân tộc[ \\t]+(?:thiểu số|${DESCENTS})`,
  'DTTS',
].join('|');

/** One way of writing: with diacritics, or without any. */
function writing(way: (list: string) => string, titles: string, families: string) {
  const all = way(`${FAMILIES}|${OTHER_FAMILIES}`);
  return {
    titled: finds(`(?:${eitherCase(titles)})[ \\t]+${CAP}${MORE}{0,3}`),
    full: finds(`(?:${families})${MORE}{1,3}|(?:${all})${MORE}{2,3}`),
    spoken: finds(
      `(?:${all})[ \\t]+(?:${way('văn|thị')})[ \\t]+(?!(?:${way(NO_GIVEN)})(?!\\p{L}))\\p{L}+`,
      'giu',
    ),
    title: new RegExp(`^(?:${eitherCase(titles)})[ \\t]+`, 'u'),
    office: begins(way(OFFICES)),
    place: begins(way(PLACE_STARTS)),
    ofPlace: before(way(PLACES)),
    none: begins(way(NO_NAMES)),
    belief: finds(way(`(?:(?:người|theo)[ \\t]+)*(?:${BELIEFS})`), 'giu'),
    descent: finds(way(DESCENT)),
    worship: before(way(WORSHIP)),
  };
}

const ACCENTED = writing((list) => list, TITLES, FAMILIES);
const BARE = writing(bare, BARE_TITLES, BARE_FAMILIES);
// Of the peoples of the highlands: K'Brêl, H'Hen.
const HIGHLAND = finds("[KH]['’] ?\\p{Lu}\\p{Ll}+");

/** Everything found in the text, in its order; no two places overlap. */
export function findPersonal(raw: string, known: Known = NOBODY): Found[] {
  const text = raw.normalize('NFC');
  const way = /[\u0080-\uffff]/.test(text) ? ACCENTED : BARE;
  const all = [
    ...[...placesOf('telephone', text, TELEPHONE), ...placesOf('card', text, CARD)].filter(
      ({ start, end }) => !NO_NUMBER.test(text.slice(start, end)),
    ),
    ...placesOf('plate', text, PLATE),
    ...placesOf('label', text, way.belief).filter((one) => !way.worship.test(text.slice(0, one.start))),
    ...placesOf('label', text, way.descent),
    ...namesIn(text, way, known),
  ];
  const kept: Found[] = [];
  for (const one of all)
    if (!kept.some((other) => one.start < other.end && other.start < one.end)) kept.push(one);
  return kept.sort((a, b) => a.start - b.start);
}

function placesOf(kind: Kind, text: string, pattern: RegExp): Found[] {
  return [...text.matchAll(pattern)].map((match) => {
    const start = (match.index ?? 0) + (match[1] ?? '').length;
    return { kind, start, end: start + (match[2] ?? '').length };
  });
}

function namesIn(text: string, way: typeof ACCENTED, known: Known): Found[] {
  const own = known.places.flatMap((name) => occurrences(text, name));
  const people = known.people.map(plain);
  const fits = (found: Found, least: number): Found[] => {
    const whole = text.slice(found.start, found.end);
    const title = way.title.exec(whole)?.[0] ?? '';
    const name = cut(whole.slice(title.length), way);
    if (name.split(/\s+/).filter(Boolean).length < least) return [];
    const end = found.start + title.length + name.length;
    const ours =
      people.some((one) => one === plain(name) || one.endsWith(` ${plain(name)}`)) ||
      own.some((place) => place.start < end && found.start + title.length < place.end);
    return ours ? [] : [{ ...found, end }];
  };
  const named = [...placesOf('name', text, way.full), ...placesOf('name', text, way.spoken)]
    .filter(({ start }) => !way.ofPlace.test(text.slice(0, start)))
    .filter(({ start, end }) => !way.none.test(text.slice(start, end)));
  return [
    ...placesOf('name', text, way.titled).flatMap((found) => fits(found, 1)),
    ...named.flatMap((found) => fits(found, 2)),
    ...placesOf('name', text, HIGHLAND).flatMap((found) => fits(found, 1)),
  ];
}

/** The name up to where an office or a place begins. */
function cut(name: string, way: typeof ACCENTED): string {
  if (way.office.test(name)) return '';
  const at = [...name.matchAll(/(?:^|\s)(\S)/g)]
    .map((match) => (match.index ?? 0) + match[0].length - 1)
    .find((start) => way.place.test(name.slice(start)));
  return at === undefined ? name : name.slice(0, at).trimEnd();
}

/** Where a name of the team's own stands, whatever its capitals. */
function occurrences(text: string, name: string): { start: number; end: number }[] {
  const places = [];
  const [hay, needle] = [text.toLowerCase(), name.normalize('NFC').toLowerCase()];
  for (let at = hay.indexOf(needle); needle !== '' && at >= 0; at = hay.indexOf(needle, at + needle.length))
    places.push({ start: at, end: at + needle.length });
  return places;
}

const INSTEAD: Record<Kind, string> = {
  card: '(đã bỏ số)',
  telephone: '(đã bỏ số)',
  plate: '(đã bỏ biển số)',
  name: 'một người',
  label: '',
};

/** The same text without what was found; people stay "một người" and "người". */
export function withoutPersonal(raw: string, found: readonly Found[]): string {
  const text = raw.normalize('NFC');
  let after = text;
  for (const { kind, start, end } of [...found].reverse()) {
    const people = /^(?:người|nguoi)/i.exec(text.slice(start, end))?.[0];
    const word = people ?? INSTEAD[kind];
    const first = /(?:^|[.!?\n])\s*$/.test(text.slice(0, start));
    after =
      after.slice(0, start) +
      (first ? word.charAt(0).toUpperCase() + word.slice(1) : word) +
      after.slice(end);
  }
  return after
    .replace(/ {2,}/g, ' ')
    .replace(/ +([.,;:!?])/g, '$1')
    .trim();
}
