import words from '../../i18n/beside.vi.json';
import { addWords } from '../../i18n/t';
import { sweepSketches } from '../../things/commands';
import { tiles } from '../later';
import '../../styles/beside.css';

/**
 * Beside the night: looks at things and activities for the book of models, and the card of what a team may do.
 */
export { Help } from '../Help';
export { Things } from '../things/Things';

addWords(words);
void tiles.fetch();
void sweepSketches(Date.now()).catch(() => undefined);
