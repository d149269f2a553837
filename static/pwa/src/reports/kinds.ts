import type { OperationKind } from './body';

/** Whether an operation is about a report; a consent is not. */
export const isOfReport = ({ kind }: { kind: OperationKind }): boolean => kind.startsWith('report.');
