import type { OperationKind } from './body';

/** Whether an operation is about a report; an alert, the roster and a consent are not. */
export const isOfReport = ({ kind }: { kind: OperationKind }): boolean => kind.startsWith('report.');
