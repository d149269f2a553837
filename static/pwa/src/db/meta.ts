import type { DataRequest, PositionReading } from '../api/late';
import type { AlertNews, Commune, Member, Nudge, Settings, TeamHead } from '../api/shapes';
import type { Consent } from '../consents/standing';
import type { Moment } from '../lib/time';
import type { Id } from '../reports/body';
import { db } from './db';
import type { RosterChange } from './roster';

export type Enrolment = {
  device_id: Id;
  rescue_key: string;
  team: TeamHead;
  members: Member[];
  commune: Commune;
  settings: Settings;
  words?: string[] | null;
  /** The member who holds the phone. */
  holder_id: Id;
  enrolled_at: number;
};

/** Why the last attempt did not get through; `null` when it did. */
export type Trouble = 'offline' | 'portal' | 'sign-in' | 'revoked' | 'busy' | null;

export type SyncState = {
  running: boolean;
  /** When the server last answered, ms; `null` never. */
  reached_at: number | null;
  trouble: Trouble;
};

export type MetaValues = {
  install_id: Id;
  /** Operations of long ago that were proven and let go. */
  forgotten: number;
  enrolment: Enrolment;
  cursor: string;
  /** The epoch of the newest answer. */
  epoch: string;
  /** Counts pulls that began from nothing. */
  generation: number;
  /** Such a pull is under way: at its end what it did not bring is dropped from the views. */
  full_pull: boolean;
  /** Device clock minus server clock, ms. */
  offset_ms: number;
  sync: SyncState;
  /**
   * Attempts in a row that failed, and the time before which nothing tries by itself; `told` = the server named that
   * time, and only a tap may be earlier.
   */
  backoff: { tries: number; until: number; told: boolean };
  /** Operations in the next batch at most; halved when a batch fails. */
  batch_limit: number;
  heartbeat: number;
  newest_client: { min: string; latest: string };
  /** Where to return when the phone closed the app behind the camera. */
  place: { hash: string; at: number };
  /** This browser had a database before and lost it. */
  storage_lost: boolean;
  /** So many things had not been sent then, as far as the mark beside the database knew. */
  lost_unsent: number;
  /** The person has read that the storage was lost. */
  loss_read: boolean;
  persisted: boolean;
  /** The office's last reminder to this phone. */
  nudge: Nudge & { generation: number };
  /** `at` of the last reminder that the holder has read, and of the last one of which the server knows so. */
  nudge_seen: Moment;
  nudge_told: Moment;
  /** The last incidents of which an alert was raised here, the newest last. */
  alerts: Id[];
  /** What became of the team's alerts, by their id. */
  alert_news: Record<Id, AlertNews & { generation: number }>;
  /** What each member of the team last said about positions. */
  consents: Record<Id, Consent>;
  /** Who opened each member's positions, as the server said when that member last looked. */
  position_readings: Record<Id, { items: PositionReading[]; asked_at: Moment }>;
  /** How each member's requests about the own data stood when that member last looked. */
  data_requests: Record<Id, DataRequest[]>;
  /** The day on which positions whose time was over were last looked for. */
  positions_forgotten: string;
  /** How much the server thinks is waiting here. */
  told_unsent: number;
  /** What was written on the roster here and has not come back with a pull yet. */
  roster_changes: RosterChange[];
  /** Swaps of which the asker has read what became of them. */
  swaps_read: Id[];
  /** Bytes of pictures that no row names, and when that was first seen. */
  orphans: Record<Id, number>;
};

export type MetaRow = { key: string; value: unknown };

export async function getMeta<K extends keyof MetaValues>(key: K): Promise<MetaValues[K] | undefined> {
  return (await db.meta.get(key))?.value as MetaValues[K] | undefined;
}

export async function setMeta<K extends keyof MetaValues>(key: K, value: MetaValues[K]): Promise<void> {
  await db.meta.put({ key, value });
}

export const clearMeta = (key: keyof MetaValues): Promise<void> => db.meta.delete(key);
