import type { Word } from '../api/shapes';
import { catalogue } from '../house/house';
import { named, t } from '../i18n/t';
import { clockDigits, clockWords, type Moment, type Night, nightShort, nightWords } from '../lib/time';
import { look } from '../look/look';
import type { Counts } from '../reports/view';

const language = () => look.value.language;

export const nightTitle = (night: Night): string => nightShort(night, language());
/** Inside a sentence: "1 ảnh đêm 18/11". */
export const nightInside = (night: Night): string => {
  const title = nightTitle(night);
  return title.charAt(0).toLocaleLowerCase('vi') + title.slice(1);
};
export const nightLong = (night: Night): string => nightWords(night, language());
export const clock = (at: Moment | number): string => clockWords(at, language());
export const digits = clockDigits;
export const span = (from: Moment, to: Moment): string => `${clock(from)} – ${clock(to)}`;

type List =
  | 'presets'
  | 'absences'
  | 'actions'
  | 'results'
  | 'sources'
  | 'weathers'
  | 'modes'
  | 'kit'
  | 'forces'
  | 'informed'
  | 'reasons'
  | 'skip_reasons';

/** The word behind a code of the catalogue; the code itself when the catalogue does not know it (yet). */
export function word(list: List, code: string): string {
  const rows: Word[] = catalogue.value?.[list] ?? [];
  const row = rows.find((other) => other.code === code);
  return row ? named(row) : code;
}

export const categoryOf = (code: string) =>
  catalogue.value?.categories.find((category) => category.code === code);

/** Short name of a category for tiles, rows and titles. */
export function categoryName(code: string): string {
  const category = categoryOf(code);
  return category ? named({ vi: category.short_vi, en: category.en }) : code;
}

/** What a team did for a model: "Đánh kẻng, báo động". */
export function activityName(code: string): string {
  const kind = catalogue.value?.activities?.find((one) => one.code === code);
  return kind ? named(kind) : code;
}

/** What the line of a night says: "3 vòng, 15 điểm, 1 việc". */
export function countWords(counts: Pick<Counts, 'rounds' | 'passes' | 'incidents'>): string {
  return t('line.words', { rounds: counts.rounds, passes: counts.passes, incidents: counts.incidents });
}

/** A telephone number spoken in threes: 0900 000 113. */
export const spaced = (number: string): string =>
  number.length > 4 ? number.replace(/^(\d{4})(\d{3})(\d+)$/, '$1 $2 $3') : number;
