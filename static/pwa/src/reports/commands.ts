/**
 * The verbs of the screens. Each writes the phone's database durably and never talks to the network; what has to be
 * sent is found in the outbox by `sync/`. They throw `Refusal` with a reason that has a sentence.
 */
export {
  addPhoto,
  captionPhoto,
  copyPicked,
  type PhotoPlace,
  type Picked,
  removePhoto,
  restorePhoto,
  retryPhoto,
} from '../photos/commands';
export { rememberPlace, takePlace } from '../photos/place';
export { discardAddendum, sendAddendum, startAddendum, writeAddendum } from './commands/addenda';
export { discardDraft } from './commands/discarding';
export {
  dismissPhoto,
  replacePhoto,
  retryOperation,
  sendAsPart,
  withdrawReport,
} from './commands/following';
export * from './commands/incidents';
export * from './commands/informing';
export { amendReport, sendReport, startMend } from './commands/sending';
export * from './commands/shift';
export { Refusal, type RefusalReason } from './refusal';
