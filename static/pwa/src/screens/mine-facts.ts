import type { Settings } from '../api/shapes';
import type { ReportRow } from '../db/reports';
import { t } from '../i18n/t';
import { momentDuring, msOf, type Night } from '../lib/time';
import type { Id } from '../reports/body';
import { rollOf } from './month-facts';

const DAY_MS = 86_400_000;

/** What became of a night: it counts, lies beyond the cap, waits, has to be mended, was refused, or was no night duty. */
export type Worth = 'counted' | 'over' | 'waiting' | 'returned' | 'not' | 'outside';
export type MyNight = { night: Night; minutes: number; worth: Worth; reports: ReportRow[] };
export type NightWindow = NonNullable<Settings['night_window']>;

export const NIGHT_WINDOW: NightWindow = { start: '22:00', end: '06:00' };

/** From when to when a member was there, in ms; `null` for one who was not. */
function presence(report: ReportRow, member: Id): [number, number] | null {
  if (!rollOf(report).includes(member) || !report.ended_at) return null;
  // What the server told goes before what this phone once sent: another phone may have mended it since.
  const times = report.summary.partly ?? report.sent_body?.present;
  const own = times?.find((row) => row.member_id === member);
  return [msOf(own?.from ?? report.started_at), msOf(own?.to ?? report.ended_at)];
}

/** Minutes of a stay that lie inside the night's window. */
function minutesWithin([from, to]: [number, number], night: Night, { start, end }: NightWindow): number {
  const opens = msOf(momentDuring(night, start));
  const read = msOf(momentDuring(night, end));
  // A window that ends at 06:00 or later ends on the next morning.
  const closes = read > opens ? read : read + DAY_MS;
  return Math.max(0, Math.round((Math.min(to, closes) - Math.max(from, opens)) / 60_000));
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

/**
 * A member's nights, the earliest first: one night counts once however many shifts it had, by its best report; those that count
 * beyond `cap` (0 = none) are told apart.
 */
export function myNights(reports: ReportRow[], member: Id, window: NightWindow, cap: number): MyNight[] {
  const nights = new Map<Night, MyNight>();
  for (const report of reports) {
    const stay = presence(report, member);
    if (!stay) continue;
    const worth = worthOf(report);
    const row = nights.get(report.night) ?? { night: report.night, minutes: 0, worth, reports: [] };
    if (worth !== 'not') row.minutes += minutesWithin(stay, report.night, window);
    if (ORDER.indexOf(worth) < ORDER.indexOf(row.worth as (typeof ORDER)[number])) row.worth = worth;
    row.reports.push(report);
    nights.set(report.night, row);
  }
  const rows = [...nights.values()].sort((a, b) => a.night.localeCompare(b.night));
  let counted = 0;
  for (const row of rows) {
    if (row.worth === 'counted' && row.minutes === 0) row.worth = 'outside';
    if (row.worth === 'counted') counted += 1;
    if (row.worth === 'counted' && cap > 0 && counted > cap) row.worth = 'over';
  }
  return rows;
}

/** `5 giờ 40 phút`. */
export function hoursWords(minutes: number): string {
  const [h, m] = [Math.floor(minutes / 60), minutes % 60];
  if (h > 0 && m > 0) return t('hours.both', { h, m });
  return h > 0 ? t('hours.hours', { h }) : t('hours.minutes', { m });
}
