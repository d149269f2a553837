import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Absent, Guest, KitItem } from '../reports/body';
import type { ShiftChoice } from '../reports/shifts';

/** What the roll call of a shift not yet begun holds. */
export type Roll = {
  key: string;
  present: string[];
  absent: Absent[];
  guests: Guest[];
  kit: KitItem[];
  weather: string | null;
  lead: string | null;
};

// Nothing is in the database before "Bắt đầu", but a phone that closes the app must not lose the ticks either.
const KEY = 'keng.roll';
const roll = signal<Roll | null>(null);

function stored(): Roll | null {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? 'null') as Roll | null;
  } catch {
    return null;
  }
}

function keep(next: Roll | null): void {
  roll.value = next;
  try {
    if (next) localStorage.setItem(KEY, JSON.stringify(next));
    else localStorage.removeItem(KEY);
  } catch {
    // Without storage the ticks live as long as the page.
  }
}

/**
 * The roll call of one shift: the roster ticked, then whatever was changed. On a shift that nobody planned, only who
 * holds the phone is known to be there.
 */
export function useRoll(
  choice: ShiftChoice,
  holder: string | null,
): [Roll, (change: (now: Roll) => Partial<Roll>) => void] {
  const key = `${choice.night}/${choice.preset}`;
  const fresh: Roll = {
    key,
    present: choice.member_ids.length > 0 || !holder ? [...choice.member_ids] : [holder],
    absent: [],
    guests: [],
    kit: [],
    weather: null,
    lead: null,
  };
  const known = roll.value ?? stored();
  const current = known?.key === key ? known : fresh;
  useEffect(() => {
    if (roll.value?.key !== key) keep(current);
  }, [key]);
  // A second tap may come before the first is on the screen.
  const present = () => (roll.value?.key === key ? roll.value : current);
  return [current, (change) => keep({ ...present(), ...change(present()) })];
}

export const forgetRoll = (): void => keep(null);
