import type { Catalogue } from '../api/shapes';
import { listDrafts } from '../db/drafts';
import { listMatters, type MatterRow } from '../db/news';
import { listReports, listReturned, type ReportRow } from '../db/reports';
import { listShifts, type ShiftRow } from '../db/roster';
import { type Night, nightAfter, nightOf } from '../lib/time';
import { choiceOfPreset, type ShiftChoice, shiftsTonight } from '../reports/shifts';

const DAYS_BACK = 40;

export type HomeFacts = {
  shifts: ShiftRow[];
  reports: ReportRow[];
  returned: ReportRow[];
  /** Returned reports that are being mended on this phone. */
  mending: string[];
  matters: MatterRow[];
};

/** Everything that home and the roll call show of the roster and the past. */
export async function homeFacts(night: Night): Promise<HomeFacts> {
  const [shifts, reports, returned, drafts, matters] = await Promise.all([
    listShifts(night),
    listReports(nightAfter(night, -DAYS_BACK)),
    listReturned(),
    listDrafts(),
    listMatters(),
  ]);
  const mending = drafts.filter((draft) => draft.kind === 'mend').map((draft) => draft.report_id);
  return { shifts, reports, returned, mending, matters };
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
