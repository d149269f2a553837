import type { Member, Team } from '../api/shapes';
import { db } from './db';
import { type Enrolment, getMeta } from './meta';
import type { Cached } from './roster';

export type TeamRow = Cached<Team>;

/** The team of this phone: as pulled, before the first pull as enrolled; `undefined` on a phone without a team. */
export async function findTeam(): Promise<TeamRow | undefined> {
  const enrolment = await getMeta('enrolment');
  return enrolment && teamOf(enrolment);
}

/** The same for who has read the enrolment already. */
export async function teamOf(enrolment: Enrolment): Promise<TeamRow> {
  const pulled = await db.team.get(enrolment.team.id);
  if (pulled) return pulled;
  const { team, commune, members, settings } = enrolment;
  const village = typeof team.village === 'string' ? { id: '', name: team.village } : team.village;
  return {
    id: team.id,
    rev: 0,
    name: team.name,
    kind: team.kind,
    village,
    commune,
    members,
    settings,
    frequent: [],
    generation: 0,
  };
}

/** Members by id, for names in lists. */
export const membersById = (team: TeamRow): Map<string, Member> =>
  new Map(team.members.map((member) => [member.id, member]));
