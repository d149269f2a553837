import type { OperationKind } from './body';

/** Whether an operation is about a report; an alert, the roster and a consent are not. */
export const isOfReport = ({ kind }: { kind: OperationKind }): boolean => kind.startsWith('report.');

/** Whether it is a look at a thing or an activity: each stands for itself, under its own id. */
export const isOfBook = ({ kind }: { kind: OperationKind }): boolean =>
  kind === 'asset.check' || kind === 'activity.log';
