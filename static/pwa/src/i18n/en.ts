import beside from './beside.en.json';
import care from './care.en.json';
import core from './en.json';
import past from './past.en.json';
import places from './places.en.json';
import roster from './roster.en.json';

/** All of the English words: fetched as one, only by those who chose English. */
export default { ...core, ...beside, ...care, ...past, ...places, ...roster };
