import { type Key, t } from '../i18n/t';
import type { StateKey } from '../reports/view';
import { Chip, type Tone } from './Chip';
import type { IconName } from './icons';

const LOOKS: Record<StateKey, [Tone, IconName]> = {
  draft: ['plain', 'edit'],
  queued: ['wait', 'phone'],
  sending: ['wait', 'sending'],
  acknowledged: ['good', 'check'],
  complete: ['good', 'check-twice'],
  held: ['wait', 'clock'],
  parked: ['trouble', 'hand'],
  submitted: ['wait', 'clock'],
  approved: ['good', 'check'],
  returned: ['trouble', 'undo'],
  rejected: ['urgent', 'refused'],
  withdrawn: ['plain', 'undo'],
  locked: ['plain', 'lock'],
};

export const stateWords = (state: StateKey): string => t(`st.${state}` as Key);

/** The state of a report in the contract's own words. */
export function StateChip({ state }: { state: StateKey }) {
  const [tone, icon] = LOOKS[state];
  return (
    <Chip tone={tone} icon={icon}>
      {stateWords(state)}
    </Chip>
  );
}
