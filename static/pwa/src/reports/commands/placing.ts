import { type Draft, findDraft } from '../../db/drafts';
import type { Id, Position } from '../body';
import { changeBody } from './drafting';

/** Where a position belongs: the pass of a tap, or an incident. */
export type PlaceOf = { draft_id: Id } & ({ round_id: Id; checkpoint_id: Id } | { incident_id: Id });

/** A shift that is going on: nothing is read for a report that is being mended, or after "Kết ca". */
export const isGoingOn = (draft: Draft | undefined): draft is Draft =>
  draft !== undefined && draft.kind !== 'mend' && !draft.closed && draft.body.ended_at === null;

/** The newest pass of a checkpoint that has no position yet; `null` where there is none, or the shift is over. */
export async function findPass(draftId: Id, checkpointId: Id): Promise<PlaceOf | null> {
  const draft = await findDraft(draftId);
  if (!isGoingOn(draft)) return null;
  const round = [...draft.body.rounds]
    .reverse()
    .find((one) => one.passes.some((pass) => pass.checkpoint_id === checkpointId));
  const pass = round?.passes.find((one) => one.checkpoint_id === checkpointId);
  const bare = pass && pass.state !== 'skipped' && !pass.position;
  return round && bare ? { draft_id: draftId, round_id: round.round_id, checkpoint_id: checkpointId } : null;
}

/** Writes a position beside what was written already; what was taken back meanwhile stays away. */
export const writePlace = (of: PlaceOf, position: Position | null): Promise<Draft> =>
  changeBody(of.draft_id, (body) =>
    'incident_id' in of
      ? {
          ...body,
          incidents: body.incidents.map((one) =>
            one.incident_id === of.incident_id ? { ...one, position } : one,
          ),
        }
      : {
          ...body,
          rounds: body.rounds.map((round) =>
            round.round_id !== of.round_id
              ? round
              : {
                  ...round,
                  passes: round.passes.map((pass) =>
                    pass.checkpoint_id === of.checkpoint_id ? { ...pass, position } : pass,
                  ),
                },
          ),
        },
  );
