import type { Catalogue } from '../api/shapes';
import { db } from '../db/db';
import { listMatters, type MatterRow } from '../db/news';
import { listReports, listReturned, type ReportRow } from '../db/reports';
import { listShifts, type ShiftRow } from '../db/roster';
import { watch } from '../house/watch';
import { type Night, nightAfter, nightOf } from '../lib/time';
import { choiceOfPreset, type ShiftChoice, shiftsTonight } from '../reports/shifts';

// Home shows five reports, and the returned ones above: of two weeks, or where a team walks seldom, of forty nights.
const ENOUGH = 10;
const DAYS_BACK = [14, 40];

export type HomeFacts = {
  shifts: ShiftRow[];
  reports: ReportRow[];
  returned: ReportRow[];
  matters: MatterRow[];
};

/** Everything that home and the roll call show of the roster and the past, from the night before the present one. */
export const homeWatch = watch(() =>
  db.transaction('r', [db.shifts, db.meta, db.outbox, db.reports, db.matters], () =>
    homeFacts(nightAfter(nightOf(Date.now()), -1)),
  ),
);

async function homeFacts(night: Night): Promise<HomeFacts> {
  const [shifts, reports, returned, matters] = await Promise.all([
    listShifts(night),
    newestReports(night),
    listReturned(),
    listMatters(),
  ]);
  return { shifts, reports, returned, matters };
}

async function newestReports(night: Night): Promise<ReportRow[]> {
  let found: ReportRow[] = [];
  for (const days of DAYS_BACK) {
    found = await listReports(nightAfter(night, -days));
    if (found.length >= ENOUGH) break;
  }
  return found;
}

export type Tonight = {
  night: Night;
  /** Planned and not yet reported, the nearest first. */
  choices: ShiftChoice[];
  /** The commune's usual shift, offered when nothing is planned. */
  usual: ShiftChoice | null;
  /** Every planned shift of tonight is reported. */
  done: boolean;
  calledOff: ShiftRow | null;
};

/** What can be opened now. `ms` is the phone's clock. */
export function tonightOf(
  facts: Pick<HomeFacts, 'shifts' | 'reports'>,
  catalogue: Catalogue | null,
  ms: number,
): Tonight {
  const night = nightOf(ms);
  const reported = new Set(facts.reports.map((report) => report.shift_id));
  const planned = facts.shifts.filter((shift) => shift.night === night);
  const choices = shiftsTonight(facts.shifts, reported, ms);
  const preset = catalogue?.presets.find((row) => row.default) ?? catalogue?.presets[0];
  return {
    night,
    choices,
    usual: preset ? choiceOfPreset(preset, night) : null,
    done:
      choices.length === 0 &&
      facts.reports.some((report) => report.night === night && report.state !== 'withdrawn'),
    calledOff: choices.length === 0 ? (planned.find((shift) => shift.state === 'called-off') ?? null) : null,
  };
}
