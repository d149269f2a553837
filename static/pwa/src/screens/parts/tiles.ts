/** What happened: the tiles with their drawings, and the questions. */
export { Activity } from '../Activity';
export { Choose } from '../Choose';
export { Incident } from '../Incident';
