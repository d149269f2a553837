import type { ReportRow } from '../db/reports';
import { listReports } from '../db/reports';
import { listShifts, type ShiftRow } from '../db/roster';
import { t } from '../i18n/t';
import { type Night, nightAfter } from '../lib/time';
import type { Id } from '../reports/body';
import type { StateKey } from '../reports/view';

export type NightKind = 'received' | 'waiting' | 'returned' | 'missing' | 'off' | 'tonight' | 'none';
export type NightCell = {
  night: Night;
  day: number;
  kind: NightKind;
  matter: boolean;
  reports: ReportRow[];
  reason: string;
};

/** `2026-11`, `steps` months away. */
export function monthAfter(month: string, steps: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const at = year * 12 + number - 1 + steps;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
}

/** Nights of a month, first to last. */
export function nightsOf(month: string): Night[] {
  const nights: Night[] = [];
  for (let night = `${month}-01`; night.startsWith(month); night = nightAfter(night)) nights.push(night);
  return nights;
}

/** Empty places before the first of the month in a week that begins on Monday. */
export const leadingBlanks = (month: string): number =>
  (new Date(`${month}-01T00:00:00Z`).getUTCDay() + 6) % 7;

export async function monthFacts(month: string): Promise<{ reports: ReportRow[]; shifts: ShiftRow[] }> {
  const within = (row: { night: Night }) => row.night.startsWith(month);
  return {
    reports: await listReports(`${month}-01`, `${month}-31`),
    shifts: (await listShifts(`${month}-01`)).filter(within),
  };
}

const WAITING: readonly StateKey[] = [
  'draft',
  'queued',
  'sending',
  'acknowledged',
  'complete',
  'held',
  'submitted',
];

function kindOf(states: StateKey[], night: Night, tonight: Night, shifts: ShiftRow[]): NightKind {
  if (states.some((state) => state === 'returned' || state === 'parked')) return 'returned';
  if (states.some((state) => WAITING.includes(state))) return 'waiting';
  if (states.some((state) => state === 'approved' || state === 'locked')) return 'received';
  if (night === tonight) return 'tonight';
  if (shifts.some((shift) => shift.state === 'planned')) return night < tonight ? 'missing' : 'none';
  return shifts.length > 0 ? 'off' : 'none';
}

/** The cells of a month. A night is missing only when it was planned, is over, and nothing was written; called off, it is not. */
export function monthCells(
  month: string,
  facts: { reports: ReportRow[]; shifts: ShiftRow[] },
  tonight: Night,
  stateOf: (report: ReportRow) => StateKey,
): NightCell[] {
  return nightsOf(month).map((night) => {
    const reports = facts.reports.filter((report) => report.night === night);
    const shifts = facts.shifts.filter((shift) => shift.night === night);
    return {
      night,
      day: Number(night.slice(8)),
      kind: kindOf(reports.map(stateOf), night, tonight, shifts),
      matter: reports.some((report) => report.summary.incidents > 0),
      reports,
      reason: shifts.find((shift) => shift.state === 'called-off')?.reason ?? '',
    };
  });
}

/** The members on a report's roll; it knows those that another phone wrote, too. */
export const rollOf = (report: ReportRow): Id[] =>
  // A row kept by an older version of the app has no roll in its summary.
  report.summary.present ?? report.sent_body?.present.map((row) => row.member_id) ?? [];

export type MemberNights = { id: string; nights: number };

/** Distinct nights of each member, by the rolls of the reports. */
export function memberNights(reports: ReportRow[], members: readonly string[]): MemberNights[] {
  const nights = new Map<string, Set<Night>>(members.map((id) => [id, new Set()]));
  for (const report of reports) {
    if (report.state === 'rejected' || report.state === 'withdrawn') continue;
    for (const id of rollOf(report)) nights.get(id)?.add(report.night);
  }
  const rows = [...nights].map(([id, set]) => ({ id, nights: set.size }));
  return rows.sort((a, b) => b.nights - a.nights);
}

/** `2026-11` → `Tháng 11/2026`. */
export const monthWords = (month: string): string => {
  const [year = '', number = ''] = month.split('-');
  return t('receipts.month', { n: Number(number), year });
};
