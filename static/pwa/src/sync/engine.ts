/** One run brings the phone and the server together: text, proof, news, catalogue, pictures, in this order. */
import { note } from '../db/log';
import { clearMeta, getMeta, setMeta, type Trouble } from '../db/meta';
import { waitingCount } from '../db/outbox';
import { giveUpReserve, ifRoom, isFull } from '../db/room';
import { BUSY, exclusively } from './lock';
import type { Outcome } from './outcome';
import { sendPhoto } from './photos';
import { pullCatalogue, pullPage } from './pull';
import { pushBatch } from './push';
import { delayAfter, hasCome } from './retry';
import { newRun, type Run, type Step, setSyncState } from './server';
import { hasUrgent } from './urgent';
import { verifySome } from './verify';

export { urgentPause } from './urgent';

export type Reason = 'start' | 'tap' | 'operation' | 'visible' | 'online' | 'timer' | 'background';

// Far above what any phone has to send; a fault in the logic must not become an endless loop of requests.
const MOST_STEPS = 2_000;

let running: Promise<void> | null = null;
let asked: Reason | null = null;

/** Runs once; asked again meanwhile, runs once more afterwards. Never throws: trouble is in `meta.sync`. */
export function runSync(reason: Reason): Promise<void> {
  if (running) {
    asked = asked === 'tap' ? 'tap' : reason;
    return running;
  }
  running = runAll(reason);
  return running;
}

async function runAll(first: Reason): Promise<void> {
  let reason: Reason | null = first;
  try {
    while (reason) {
      asked = null;
      try {
        await runOnce(reason);
      } catch (fault) {
        // The database is out of reach, or the code is at fault: the next trigger tries again, and nothing was marked.
        await note('sync-fault', { message: String(fault) });
        // On a full phone not even an arrival can be marked: once more with the room that was set aside.
        if (isFull(fault) && (await giveUpReserve().catch(() => false))) asked ??= reason;
      }
      reason = asked;
    }
  } finally {
    // In the same breath as the last look at `asked`, so that nobody joins a run that will do nothing more.
    running = null;
  }
}

async function runOnce(reason: Reason): Promise<void> {
  if (!(await getMeta('enrolment')) || !(await mayTry(reason))) return;
  // The worker is woken to send; when the page has done so already, nobody pays for the news twice.
  if (reason === 'background' && (await waitingCount()) === 0) return;
  await ifRoom(setSyncState({ running: true }));
  try {
    const stopped = await allSteps(reason === 'tap');
    if (stopped !== BUSY) await finish(stopped);
  } finally {
    await ifRoom(setSyncState({ running: false }));
  }
}

/** A timer respects the pause after a failure; any sign of life ends it, except a pause that the server asked for. */
async function mayTry(reason: Reason): Promise<boolean> {
  const backoff = await getMeta('backoff');
  const pausing = backoff !== undefined && !hasCome(backoff.until, Date.now());
  if (!pausing || reason === 'tap') return true;
  if (backoff.told) return false;
  return (reason !== 'timer' && reason !== 'background') || hasUrgent();
}

type Work = (run: Run) => Promise<Step>;

/** Pictures last, and before each of them whatever text has become due again: what a check has found missing. */
const textThenPicture: Work = async (run) => {
  for (const work of [pushBatch, verifySome]) {
    const step = await work(run);
    if (step.kind !== 'idle') return step;
  }
  return sendPhoto(run);
};

const ORDER: readonly Work[] = [pushBatch, verifySome, pullPage, pullCatalogue, textThenPicture];

/** The outcome that ended the run early; `null` when everything was done. */
async function allSteps(force: boolean): Promise<Outcome | null | typeof BUSY> {
  const run = newRun(force);
  let steps = 0;
  for (const work of ORDER) {
    let step: Step = { kind: 'again' };
    while (step.kind === 'again' && steps++ < MOST_STEPS) {
      const end = await exclusively(() => work(run));
      if (end === BUSY) return BUSY;
      if (end.kind === 'stop') return end.outcome;
      step = end;
    }
  }
  return null;
}

async function finish(stopped: Outcome | null): Promise<void> {
  if (stopped === null) {
    await clearMeta('backoff');
    return setSyncState({ reached_at: Date.now(), trouble: null });
  }
  const afterMs = stopped.kind === 'wait' ? stopped.after_ms : null;
  const tries = ((await getMeta('backoff'))?.tries ?? 0) + 1;
  await setMeta('backoff', { tries, until: Date.now() + delayAfter(tries, afterMs), told: afterMs !== null });
  await setSyncState({ trouble: troubleOf(stopped) });
}

function troubleOf(outcome: Outcome): Trouble {
  switch (outcome.kind) {
    case 'offline':
    case 'portal':
      return outcome.kind;
    case 'sign-in':
      return outcome.revoked ? 'revoked' : 'sign-in';
    case 'wait':
    case 'too-large':
    case 'restart':
    case 'refused':
      return 'busy';
    case 'done':
      return null;
    default:
      return outcome satisfies never;
  }
}
