import { getMeta, setMeta } from '../db/meta';

const NAME = 'keng-sync';
const BEAT_MS = 20_000;
const DEAD_AFTER_MS = 90_000;

/** Another tab, or the worker, is at it. */
export const BUSY = Symbol('busy');

/**
 * Does one piece of work while no other tab does one. It saves traffic, no more: nothing breaks when two work at
 * once, so a lock whose holder has shown no sign of life for 90 s (a frozen tab keeps its locks) is taken away.
 */
export async function exclusively<T>(work: () => Promise<T>): Promise<T | typeof BUSY> {
  const locks = typeof navigator === 'undefined' ? undefined : navigator.locks;
  if (!locks) return work();
  const beating = () => withHeartbeat(work);
  try {
    const got = await locks.request(NAME, { ifAvailable: true }, (lock) => (lock ? beating() : BUSY));
    if (got !== BUSY) return got;
    const lastBeat = (await getMeta('heartbeat')) ?? 0;
    if (Date.now() - lastBeat < DEAD_AFTER_MS) return BUSY;
    return await locks.request(NAME, { steal: true }, beating);
  } catch (fault) {
    if (fault instanceof DOMException && fault.name === 'AbortError') return BUSY;
    throw fault;
  }
}

async function withHeartbeat<T>(work: () => Promise<T>): Promise<T> {
  const beat = () => setMeta('heartbeat', Date.now());
  await beat();
  const timer = setInterval(() => void beat(), BEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
