/** Addresses that only what is fetched after the first screen calls: what starts the app carries none of them. */
import type { components } from '../contract/api';
import type { Id } from '../reports/body';
import { type Answer, ask } from './client';

export type PositionReadings = components['schemas']['PositionReadingsOut'];
export type PositionReading = components['schemas']['PositionReadingOut'];

export type DataRequests = components['schemas']['DataRequestsOut'];
export type DataRequest = components['schemas']['DataRequestOut'];

export const getPositionReadings = (member: Id): Promise<Answer> =>
  ask(`/me/position-readings?member=${encodeURIComponent(member)}`);

export const getDataRequests = (member: Id): Promise<Answer> =>
  ask(`/me/data-requests?member=${encodeURIComponent(member)}`);
