/**
 * The verbs of the screens. Each writes the phone's database durably and never talks to the network; what has to be
 * sent is found in the outbox by `sync/`. They throw `Refusal` with a reason that has a sentence.
 */
export {
  addPhoto,
  captionPhoto,
  freeSpace,
  type PhotoPlace,
  rememberPlace,
  removePhoto,
  restorePhoto,
  retryPhoto,
  takePlace,
} from '../photos/commands';
export {
  dismissPhoto,
  replacePhoto,
  retryOperation,
  sendAddendum,
  sendAsPart,
  withdrawReport,
} from './commands/following';
export * from './commands/incidents';
export { amendReport, sendReport, startMend } from './commands/sending';
export * from './commands/shift';
export { Refusal, type RefusalReason } from './refusal';
