import type { Route, Shift } from '../api/shapes';
import type { Id, Night } from '../reports/body';
import { db } from './db';

/** Generation: see ReportRow. */
export type Cached<T> = T & { generation: number };
export type ShiftRow = Cached<Shift>;
export type RouteRow = Cached<Route>;

/** Planned shifts from that night on, in order of their start; called-off ones too. */
export const listShifts = (from: Night): Promise<ShiftRow[]> =>
  db.shifts.where('night').aboveOrEqual(from).sortBy('starts_at');

export const findShift = (shiftId: Id): Promise<ShiftRow | undefined> => db.shifts.get(shiftId);

export const listRoutes = (): Promise<RouteRow[]> => db.routes.toCollection().sortBy('name');

export const findRoute = (routeId: Id): Promise<RouteRow | undefined> => db.routes.get(routeId);
