/** Handing in another phone's file: this phone is only the road. */
import * as endpoints from '../api/endpoints';
import { judge } from '../sync/outcome';

export type Carried = {
  team: string;
  /** Reports: new at the server, there before, waiting for a person or for their own report. */
  fresh: number;
  known: number;
  waiting: number;
  /** Photos: new, there before, not taken now. */
  photos: number;
  photosKnown: number;
  photosLeft: number;
};
export type CarryFault = 'offline' | 'busy' | 'signIn' | 'tooLarge' | 'refused';
export type CarryAnswer =
  | { ok: true; carried: Carried }
  /** `title` = the server's own words why. */
  | { ok: false; fault: CarryFault; title: string | null };

type Told = {
  team: string;
  operations: { status: string; resolution?: string }[];
  photos: { state: string }[];
};

function isTold(json: unknown): json is Told {
  const told = json as Partial<Told> | null;
  return typeof told?.team === 'string' && Array.isArray(told.operations) && Array.isArray(told.photos);
}

function counted({ team, operations, photos }: Told): Carried {
  const fresh = operations.filter(({ status }) => status === 'applied').length;
  const known = operations.filter((one) => one.status === 'duplicate' || one.resolution !== undefined).length;
  const stored = photos.filter(({ state }) => state === 'stored').length;
  const there = photos.filter(({ state }) => state === 'duplicate').length;
  return {
    team,
    fresh,
    known,
    waiting: operations.length - fresh - known,
    photos: stored,
    photosKnown: there,
    photosLeft: photos.length - stored - there,
  };
}

/** Sends the file as it is, without reading it into memory; twice is harmless. */
export async function carryFile(file: File): Promise<CarryAnswer> {
  const outcome = judge(await endpoints.handInRescueFile(file));
  const no = (fault: CarryFault, title: string | null = null): CarryAnswer => ({ ok: false, fault, title });
  switch (outcome.kind) {
    case 'done':
      return isTold(outcome.json) ? { ok: true, carried: counted(outcome.json) } : no('busy');
    case 'offline':
    case 'portal':
      return no('offline');
    case 'wait':
    case 'restart':
      return no('busy');
    case 'sign-in':
      return no('signIn');
    case 'too-large':
      return no('tooLarge');
    case 'refused':
      return no('refused', outcome.problem?.title ?? null);
    default:
      return outcome satisfies never;
  }
}
