import type { Settings } from '../api/shapes';
import type { ReportRow } from '../db/reports';
import { t } from '../i18n/t';
import { momentDuring, msOf, type Night } from '../lib/time';
import type { Id } from '../reports/body';
import { rollOf } from './month-facts';

const DAY_MS = 86_400_000;

/**
 * What became of a night: it counts, lies beyond the cap, waits, has to be mended, was refused, had no or too few hours of night
 * duty, was walked in another's place, or is left out by a decision. The office counts by the same rule
 * (`app/reports/rules/attendance.py`); `tests/golden/nights.json` holds both to it.
 */
export type Worth =
  | 'counted'
  | 'over'
  | 'waiting'
  | 'returned'
  | 'not'
  | 'outside'
  | 'short'
  | 'stand-in'
  | 'left-out';
export type MyNight = { night: Night; minutes: number; worth: Worth; reports: ReportRow[] };
export type NightWindow = NonNullable<Settings['night_window']>;
export type NightRule = {
  window: NightWindow;
  leastMinutes: number;
  standIns: boolean;
  /** Most nights of a month; 0 for no cap. */
  cap: number;
  leftOut: readonly Night[];
};

/** The commune's rule of today; what an older server does not tell is as it was then. */
export const nightRule = (settings: Partial<Settings> | null | undefined): NightRule => ({
  window: settings?.night_window ?? { start: '22:00', end: '06:00' },
  leastMinutes: settings?.night_least_minutes ?? 0,
  standIns: settings?.night_stand_ins ?? true,
  cap: settings?.allowance_cap_nights ?? 0,
  leftOut: settings?.nights_left_out?.map((row) => row.night) ?? [],
});

/** From when to when a member was there, in ms; `null` for one who was not. */
function presence(report: ReportRow, member: Id): [number, number] | null {
  if (!rollOf(report).includes(member) || !report.ended_at) return null;
  // What the server told goes before what this phone once sent: another phone may have mended it since.
  const times = report.summary.partly ?? report.sent_body?.present;
  const own = times?.find((row) => row.member_id === member);
  return [msOf(own?.from ?? report.started_at), msOf(own?.to ?? report.ended_at)];
}

function standsIn(report: ReportRow, member: Id): boolean {
  const told = report.summary.standing_in ?? report.sent_body?.absent?.map((row) => row.substitute_id);
  return told?.includes(member) ?? false;
}

/** Whole minutes of these stays that lie inside the night's window; time in two shifts at once is had once. */
function minutesWithin(stays: [number, number][], night: Night, { start, end }: NightWindow): number {
  const opens = msOf(momentDuring(night, start));
  const read = msOf(momentDuring(night, end));
  // A window that ends at 06:00 or later ends on the next morning.
  const closes = read > opens ? read : read + DAY_MS;
  let sum = 0;
  let reached = opens;
  for (const [from, to] of [...stays].sort(([a], [b]) => a - b)) {
    const until = Math.min(to, closes);
    if (until <= Math.max(from, reached)) continue;
    sum += until - Math.max(from, reached);
    reached = until;
  }
  return Math.round(sum / 60_000);
}

const ORDER = ['counted', 'waiting', 'returned', 'not'] as const;

function worthOf(report: ReportRow): (typeof ORDER)[number] {
  switch (report.state) {
    case 'approved':
    case 'locked':
      return 'counted';
    case 'returned':
      return 'returned';
    case 'rejected':
    case 'withdrawn':
      return 'not';
    default:
      return 'waiting';
  }
}

function judged(night: Night, reports: ReportRow[], member: Id, rule: NightRule): MyNight {
  const stays = reports
    .filter((report) => worthOf(report) !== 'not')
    .map((report) => presence(report, member) as [number, number]);
  const minutes = minutesWithin(stays, night, rule.window);
  const best = ORDER.find((worth) => reports.some((report) => worthOf(report) === worth)) ?? 'waiting';
  let worth: Worth = best;
  if (best === 'counted') {
    if (rule.leftOut.includes(night)) worth = 'left-out';
    else if (!rule.standIns && reports.every((report) => standsIn(report, member))) worth = 'stand-in';
    else if (minutes === 0) worth = 'outside';
    else if (minutes < rule.leastMinutes) worth = 'short';
  }
  return { night, minutes, worth, reports };
}

/**
 * A member's nights, the earliest first: one night counts once however many shifts it had, by its best report; those that count
 * beyond the cap are told apart.
 */
export function myNights(reports: ReportRow[], member: Id, rule: NightRule): MyNight[] {
  const nights = new Map<Night, ReportRow[]>();
  for (const report of reports)
    if (presence(report, member)) nights.set(report.night, [...(nights.get(report.night) ?? []), report]);
  let counted = 0;
  return [...nights]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([night, mine]) => {
      const row = judged(night, mine, member, rule);
      if (row.worth === 'counted') counted += 1;
      return row.worth === 'counted' && rule.cap > 0 && counted > rule.cap ? { ...row, worth: 'over' } : row;
    });
}

/** `5 giờ 40 phút`. */
export function hoursWords(minutes: number): string {
  const [h, m] = [Math.floor(minutes / 60), minutes % 60];
  if (h > 0 && m > 0) return t('hours.both', { h, m });
  return h > 0 ? t('hours.hours', { h }) : t('hours.minutes', { m });
}
