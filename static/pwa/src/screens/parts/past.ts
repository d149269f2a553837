/** What was: months, reports, returns, news; and the settings. */
export { Feed } from '../Feed';
export { Help } from '../Help';
export { Locked } from '../Locked';
export { Month } from '../Month';
export { Nights } from '../Nights';
export { Receipts } from '../Receipts';
export { Report } from '../Report';
export { Returned } from '../Returned';
export { Settings } from '../Settings';
export { Sync } from '../Sync';
