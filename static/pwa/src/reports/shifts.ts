/** Which shift is tonight's, and the ids of shifts that are on no roster. */
import type { Preset } from '../api/shapes';
import type { ShiftRow } from '../db/roster';
import { momentDuring, momentOf, msOf, nightOf } from '../lib/time';
import { uuid5 } from '../lib/uuid';
import type { Id, Moment, Night } from './body';

const DAY_MS = 86_400_000;

/** A shift that can be opened: a row of the roster, or a preset on a night (`id: null`). */
export type ShiftChoice = {
  id: Id | null;
  night: Night;
  preset: string;
  starts_at: Moment;
  ends_at: Moment;
  route_id: Id | null;
  member_ids: Id[];
};

export const choiceOfRow = (row: ShiftRow): ShiftChoice => ({
  id: row.id,
  night: row.night,
  preset: row.preset,
  starts_at: row.starts_at,
  ends_at: row.ends_at,
  route_id: row.route_id,
  member_ids: row.member_ids,
});

/** A preset on a night, for a shift that nobody planned. */
export function choiceOfPreset(preset: Preset, night: Night): ShiftChoice {
  const startsAt = momentDuring(night, preset.start);
  let endsAt = momentDuring(night, preset.end);
  // "Đến 6 giờ" lies on the next morning, although its clock alone reads as this evening's.
  if (msOf(endsAt) <= msOf(startsAt)) endsAt = momentOf(msOf(endsAt) + DAY_MS);
  return {
    id: null,
    night: nightOf(startsAt),
    preset: preset.code,
    starts_at: startsAt,
    ends_at: endsAt,
    route_id: null,
    member_ids: [],
  };
}

/** The same on every phone of the team, offline too. */
export const shiftIdOf = async (
  teamId: Id,
  choice: Pick<ShiftChoice, 'id' | 'night' | 'preset'>,
): Promise<Id> => choice.id ?? (await uuid5(teamId, `${choice.night}/${choice.preset}`));

/**
 * Planned shifts of the present night that can still be opened, the nearest start first. `done` are shifts already
 * reported. `now` in ms.
 */
export function shiftsTonight(rows: ShiftRow[], done: ReadonlySet<Id>, now: number): ShiftChoice[] {
  return rows
    .filter((row) => row.night === nightOf(now) && row.state === 'planned' && !done.has(row.id))
    .sort((a, b) => Math.abs(msOf(a.starts_at) - now) - Math.abs(msOf(b.starts_at) - now))
    .map(choiceOfRow);
}
