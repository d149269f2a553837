/** When to try again. */

const FIRST_MS = 2_000;
const LONGEST_MS = 300_000;
/** No pause is longer, whoever asked for it. */
export const LONGEST_PAUSE_MS = 3_600_000;

/** Full jitter: a random time up to `2 s · 2^tries`, at most five minutes. The server's own word wins, up to an hour. */
export function delayAfter(
  tries: number,
  afterMs: number | null = null,
  random: () => number = Math.random,
): number {
  if (afterMs !== null) return Math.min(afterMs, LONGEST_PAUSE_MS);
  return random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(tries, 20));
}

/**
 * Whether the moment `at` has come. One that lies further ahead than any pause was written by a clock that has been
 * set back since, and would otherwise be waited for in vain.
 */
export const hasCome = (at: number, now: number): boolean => at <= now || at - now > LONGEST_PAUSE_MS;

export const PARK_TRIES = 20;
export const PARK_AFTER_MS = 24 * 3_600_000;

/** Whether an operation that fails all alone has had its chance; it is parked for a person, never deleted. */
export const isHopeless = (tries: number, failingSince: number | null, now: number): boolean =>
  tries >= PARK_TRIES && failingSince !== null && now - failingSince >= PARK_AFTER_MS;
