import words from '../../i18n/roster.vi.json';
import { addWords } from '../../i18n/t';

/** Who walks when: the fortnight's roster, and what it adds to the first screen. */
export { Roster } from '../Roster';
export { RosterShift } from '../RosterShift';
export { HomeSwaps } from '../SwapCards';
export { TonightPlan } from '../TonightPlan';

addWords(words);
