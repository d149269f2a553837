/** When sending does not work: the queue as a file, and another phone's file passed on. */
export { Carry } from '../Carry';
export { Export } from '../Export';
