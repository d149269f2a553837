/** Becoming a phone of a team: needed once. */
export { Enrol } from '../Enrol';
