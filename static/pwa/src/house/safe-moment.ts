import { underWay } from './under-way';

/**
 * Whether a newer version may take over now: no window has a draft's form open, nothing is being sent, no picture is on
 * its way. Every one of these holds a lock of ours as long as it lasts.
 */
export async function isSafeMoment(): Promise<boolean> {
  if (underWay.value > 0) return false;
  try {
    const { held = [] } = await navigator.locks.query();
    return !held.some(({ name }) => name?.startsWith('keng-'));
  } catch {
    // Old browsers: the offer stands on the home screen only, where no form is open.
    return true;
  }
}
