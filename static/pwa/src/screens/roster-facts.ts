import type { Preset } from '../api/shapes';
import { listRoutes, listShifts, type RouteRow, type ShiftRow } from '../db/roster';
import { type Night, nightAfter } from '../lib/time';
import type { Id } from '../reports/body';
import type { Plan } from '../reports/commands/roster';
import { choiceOfPreset } from '../reports/shifts';

export const WEEK = 7;
const AHEAD = 2 * WEEK;

export type RosterFacts = { shifts: ShiftRow[]; routes: RouteRow[] };
export type RosterNight = { night: Night; shifts: ShiftRow[] };

/** The roster from a week ago on, which is copied, and the team's routes. */
export const rosterFacts = async (tonight: Night): Promise<RosterFacts> => ({
  shifts: await listShifts(nightAfter(tonight, -WEEK)),
  routes: await listRoutes(),
});

/** The next fortnight, night by night; a night without a shift is a gap. */
export const nightsAhead = (tonight: Night, shifts: readonly ShiftRow[]): RosterNight[] =>
  Array.from({ length: AHEAD }, (_, at) => {
    const night = nightAfter(tonight, at);
    return { night, shifts: shifts.filter((shift) => shift.night === night) };
  });

/** A copied night from which people are missing who have left the team. */
export type Gap = { night: Night; left: number };

/**
 * The empty nights of the week from `first` on, planned as the same nights a week before. Who has left the team is dropped and
 * told as a gap; a night of which nobody is left stays empty, and is a gap too. Routes that are no longer walked are dropped.
 */
export function copyWeek(
  first: Night,
  { shifts, routes }: RosterFacts,
  team: ReadonlySet<Id>,
): { plans: Plan[]; gaps: Gap[] } {
  const last = nightAfter(first, WEEK);
  const taken = new Set(shifts.map((shift) => shift.night));
  const plans: Plan[] = [];
  const gaps: Gap[] = [];
  for (const shift of shifts) {
    const night = nightAfter(shift.night, WEEK);
    if (night < first || night >= last || taken.has(night)) continue;
    const member_ids = shift.member_ids.filter((id) => team.has(id));
    const left = shift.member_ids.length - member_ids.length;
    if (left > 0) gaps.push({ night, left });
    if (member_ids.length === 0) continue;
    const route_id = routes.some((route) => route.id === shift.route_id) ? shift.route_id : null;
    plans.push({
      night,
      preset: shift.preset,
      starts_at: aWeekLater(shift.starts_at),
      ends_at: aWeekLater(shift.ends_at),
      route_id,
      member_ids,
    });
  }
  return { plans, gaps };
}

const aWeekLater = (moment: string): string =>
  new Date(Date.parse(moment) + WEEK * 86_400_000).toISOString().replace(/\.\d+Z$/, '+00:00');

/** A new shift of a night as the preset has it, with nobody on it yet. */
export const emptyPlan = (preset: Preset, night: Night): Plan => {
  const { starts_at, ends_at } = choiceOfPreset(preset, night);
  return { night, preset: preset.code, starts_at, ends_at, route_id: null, member_ids: [] };
};

/** How many of those on a shift said that they come, and how many that they cannot. */
export function answersOf(shift: ShiftRow): { joining: number; busy: number } {
  const said = (shift.answers ?? []).filter((one) => shift.member_ids.includes(one.member_id));
  const busy = said.filter((one) => one.answer === 'busy').length;
  return { joining: said.length - busy, busy };
}
