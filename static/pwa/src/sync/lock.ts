import { getMeta, setMeta } from '../db/meta';
import { ifRoom } from '../db/room';

const NAME = 'keng-sync';
const BEAT_MS = 20_000;
const DEAD_AFTER_MS = 90_000;
/** A browser that says neither yes nor no for so long has no lock to give. */
const PATIENCE_MS = 5_000;

/** This browser has been asked for a lock and did not answer: not asked again before the next start. */
let mute = false;

/** Another tab, or the worker, is at it. */
export const BUSY = Symbol('busy');
const SILENT = Symbol('silent');

/**
 * Does one piece of work while no other tab does one. It saves traffic, no more: nothing breaks when two work at
 * once, so a lock whose holder has shown no sign of life for 90 s (a frozen tab keeps its locks) is taken away, and
 * where there are no locks, or none is ever granted, the work is done without.
 */
export async function exclusively<T>(work: () => Promise<T>): Promise<T | typeof BUSY> {
  const locks = typeof navigator === 'undefined' ? undefined : navigator.locks;
  if (!locks) return work();
  const beating = () => withHeartbeat(work);
  if (mute) return (await othersAreAlive()) ? BUSY : beating();
  try {
    const got = await ask(locks, { ifAvailable: true }, beating);
    if (got !== BUSY && got !== SILENT) return got;
    mute = got === SILENT;
    if (await othersAreAlive()) return BUSY;
    const stolen = mute ? SILENT : await ask(locks, { steal: true }, beating);
    return stolen === SILENT ? await beating() : stolen;
  } catch (fault) {
    if (fault instanceof DOMException && fault.name === 'AbortError') return BUSY;
    throw fault;
  }
}

function ask<T>(
  locks: LockManager,
  options: LockOptions,
  work: () => Promise<T>,
): Promise<T | typeof BUSY | typeof SILENT> {
  return new Promise((done, failed) => {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      done(SILENT);
    }, PATIENCE_MS);
    locks
      .request(NAME, options, (lock) => {
        clearTimeout(timer);
        return late || !lock ? BUSY : work();
      })
      .then(done, failed)
      .finally(() => clearTimeout(timer));
  });
}

let ownBeat = 0;

async function othersAreAlive(): Promise<boolean> {
  const last = (await getMeta('heartbeat')) ?? 0;
  // Either way, for a clock may have been set back since the last beat.
  return last !== ownBeat && Math.abs(Date.now() - last) < DEAD_AFTER_MS;
}

async function withHeartbeat<T>(work: () => Promise<T>): Promise<T> {
  const beat = () => {
    ownBeat = Date.now();
    return ifRoom(setMeta('heartbeat', ownBeat));
  };
  await beat();
  const timer = setInterval(() => void beat().catch(() => undefined), BEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
