// Viet Nam keeps UTC+7 all year, so the wall clock is arithmetic, whatever zone the phone is set to.
const WALL_OFFSET_MS = 7 * 3_600_000;
const DAY_MS = 86_400_000;
const DAY_TURNS_AFTER_MS = 6 * 3_600_000;

/** A moment as text: RFC 3339 with offset, `2026-11-21T22:04:10+07:00`. */
export type Moment = string;
/** A night as text: `2026-11-21` is the night of the 21st to the dawn of the 22nd. */
export type Night = string;
export type Language = 'vi' | 'en';

/** A phone's clock that differs by more than this is told to its holder. */
export const CLOCK_OFF_MS = 5 * 60_000;

const pad = (value: number): string => String(value).padStart(2, '0');

/** The wall clock of `ms` read as if it were UTC. */
const wall = (ms: number): Date => new Date(ms + WALL_OFFSET_MS);

/** Milliseconds since 1970 of a moment. */
export const msOf = (moment: Moment): number => Date.parse(moment);

/** `ms` as a moment with the offset of Viet Nam, to the second. */
export function momentOf(ms: number): Moment {
  return `${wall(ms).toISOString().slice(0, 19)}+07:00`;
}

/** The night that a shift starting then belongs to: 01:00 on the 22nd is the night of the 21st. */
export function nightOf(start: number | Moment): Night {
  const ms = typeof start === 'number' ? start : msOf(start);
  return wall(ms - DAY_TURNS_AFTER_MS)
    .toISOString()
    .slice(0, 10);
}

/** The moment when `clock` (`22:00`) is read during `night`: times before 06:00 lie on the next calendar day. */
export function momentDuring(night: Night, clock: string): Moment {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  const nextDay = hour < 6 ? DAY_MS : 0;
  return momentOf(
    Date.parse(`${night}T00:00:00Z`) - WALL_OFFSET_MS + nextDay + (hour * 60 + minute) * 60_000,
  );
}

/** `days` nights after (or before) `night`. */
export function nightAfter(night: Night, days = 1): Night {
  return new Date(Date.parse(`${night}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Hour and minute on a Vietnamese wall. */
export function clockOf(moment: Moment | number): { hour: number; minute: number } {
  const at = wall(typeof moment === 'number' ? moment : msOf(moment));
  return { hour: at.getUTCHours(), minute: at.getUTCMinutes() };
}

/** `0:18`, `22:10`: for columns of times. */
export function clockDigits(moment: Moment | number): string {
  const { hour, minute } = clockOf(moment);
  return `${hour}:${pad(minute)}`;
}

/** As spoken: `22 giờ 30`, `4 giờ`; in English `22:30`. */
export function clockWords(moment: Moment | number, language: Language = 'vi'): string {
  const { hour, minute } = clockOf(moment);
  if (language === 'en') return `${pad(hour)}:${pad(minute)}`;
  return minute === 0 ? `${hour} giờ` : `${hour} giờ ${pad(minute)}`;
}

/** `22:00` (a preset's clock) as spoken. */
export const presetWords = (clock: string, language: Language = 'vi'): string =>
  clockWords(momentDuring('2000-01-01', clock), language);

/** `Đêm 21 rạng sáng 22/11`; where the month turns, `Đêm 30/11 rạng sáng 01/12`. */
export function nightWords(night: Night, language: Language = 'vi'): string {
  const [, month = '', day = ''] = night.split('-');
  const [, dawnMonth = '', dawnDay = ''] = nightAfter(night).split('-');
  const first = month === dawnMonth ? String(Number(day)) : `${day}/${month}`;
  if (language === 'en') return `Night of ${first} to dawn of ${dawnDay}/${dawnMonth}`;
  return `Đêm ${first} rạng sáng ${dawnDay}/${dawnMonth}`;
}

/** `Đêm 21/11`. */
export function nightShort(night: Night, language: Language = 'vi'): string {
  const [, month = '', day = ''] = night.split('-');
  return `${language === 'en' ? 'Night' : 'Đêm'} ${day}/${month}`;
}

/** `21/11/2026` of a moment. */
export function dateDigits(moment: Moment | number): string {
  const at = wall(typeof moment === 'number' ? moment : msOf(moment));
  return `${pad(at.getUTCDate())}/${pad(at.getUTCMonth() + 1)}/${at.getUTCFullYear()}`;
}

/** Whether the night theme is the default then: 18:00 to 06:00. */
export function isNightHours(ms: number = Date.now()): boolean {
  const { hour } = clockOf(ms);
  return hour >= 18 || hour < 6;
}

const MARGIN_MS = 31 * DAY_MS;

/**
 * Whether a clock stands before the month of the version `2026.11.0`: such a phone finds every certificate not yet valid
 * and reaches nobody. A version is built shortly before its month at most.
 */
export function isBeforeBuild(ms: number, version: string): boolean {
  const [year = 0, month = 1] = version.split('.').map(Number);
  return ms < Date.UTC(year, month - 1) - MARGIN_MS;
}

/** `2026-11` of a moment, on a Vietnamese wall. */
export const monthOf = (ms: number): string => wall(ms).toISOString().slice(0, 7);
