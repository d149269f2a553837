/** What the server tells a phone: enrolment, the present state of things, problems. */

import type { components } from '../contract/api';
import type { Id, Moment, Night, PhotoManifest, ReportBody, Severity } from '../reports/body';
import type { Asset, Doing, Look, Script, Site } from './book';
import type { Settings } from './settings';

export type { Settings } from './settings';

/** RFC 9457; `type` ends in the slug: `/problems/version-conflict`. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail?: string;
  errors?: { pointer: string; message: string }[];
  current?: Partial<Report> & { state?: ReportState };
  [fact: string]: unknown;
};

export type Member = { id: Id; name: string; role: 'leader' | 'deputy' | 'member' };
export type TeamHead = { id: Id; name: string; kind: string; village: { id: string; name: string } | string };
export type Commune = { id: string; name: string; province: string };

export type Preview = { commune: Commune; team: TeamHead; members: Member[]; expires_at: Moment };
export type Enrolled = {
  device_id: Id;
  rescue_key: string;
  team: TeamHead;
  members: Member[];
  commune: Commune;
  settings: Settings;
  words?: string[] | null;
};

type Told = components['schemas'];

export type ReportState = Told['ReportChange']['state'];

export type Review = {
  move: string;
  reasons: string[];
  /** JSON pointers into the body: `/incidents/0/result`, `/present`. */
  fields: string[];
  comment: string;
  by: string;
  at: Moment;
  due_at: Moment | null;
};

export type Mark = { at: Moment; kind: 'pass' | 'round' | 'incident'; severity?: Severity | null };

export type Summary = {
  rounds: number;
  passes: number;
  incidents: number;
  activities: number;
  photos: number;
  people: number;
  /** 0 = no incident. */
  severity: Severity | 0;
  /** Members on the roll; missing in rows that an older version of the app kept. */
  present?: Id[];
  /** Those of them who came later or left earlier than the shift; missing in older rows. */
  standing_in?: Id[];
  partly?: { member_id: Id; from: Moment | null; to: Moment | null }[];
  marks: Mark[];
};

/** A photo as the server knows it. The manifest is there when another phone may have to name the photo again. */
export type RemotePhoto = Partial<Omit<PhotoManifest, 'photo_id'>> & {
  photo_id: Id;
  state: Told['RemotePhoto']['state'];
  problem: string | null;
  /** The report, part or addendum that announced it. */
  source_id?: Id;
};

export type Report = {
  id: Id;
  version: number;
  rev: number;
  team_id: Id;
  shift_id: Id;
  night: Night;
  preset: string;
  state: ReportState;
  quiet: boolean;
  complete: boolean;
  started_at: Moment;
  ended_at: Moment;
  received_at: Moment;
  receipt: string | null;
  photos: RemotePhoto[];
  review: Review | null;
  summary: Summary;
  /** Only while the report is returned. */
  body: ReportBody | null;
  /** Digests of the texts that were taken out for good; missing in rows that an older version of the app kept. */
  erased?: string[];
};

export type Team = {
  id: Id;
  rev: number;
  name: string;
  kind: string;
  village: { id: string; name: string };
  commune: Commune;
  members: Member[];
  settings: Settings;
  /** The six category codes this team uses most; `words` are this very phone's, until the office has compared them. */
  frequent: string[];
  words?: string[] | null;
};

export type Checkpoint = { id: Id; name: string; position: number; lat: number | null; lon: number | null };
export type Route = {
  id: Id;
  rev: number;
  name: string;
  length_m: number | null;
  team_id: Id;
  checkpoints: Checkpoint[];
};
export type Answer = { member_id: Id; answer: 'joining' | 'busy' };
export type Shift = {
  id: Id;
  rev: number;
  /** Counts its plans. */
  version: number;
  team_id: Id;
  night: Night;
  preset: string;
  starts_at: Moment;
  ends_at: Moment;
  route_id: Id | null;
  member_ids: Id[];
  // Missing in rows that an older version of the app kept.
  answers?: Answer[];
  swaps?: Told['SwapTold'][];
  state: 'planned' | 'called-off';
  reason: string | null;
};
export type Matter = { id: Id; rev: number; text: string; night: Night; report_id: Id; settled: boolean };
export type Notice = {
  id: Id;
  rev: number;
  title: string;
  text: string;
  at: Moment;
  /** Its last day; `read_by` is missing in what an older server told. */
  until: string | null;
  read_by?: Id[];
};
/** The office reminds this phone of a trouble of its own. `reason` may be one that only a later server knows. */
export type Nudge = { id: Id; rev: number; reason: string; at: Moment };
/** What became of an urgent alert of the team; `version` is the `count` that the server knows of it. */
export type AlertNews = {
  id: Id;
  version: number;
  rev: number;
  received_at: Moment;
  cancelled: boolean;
  acknowledged_at: Moment | null;
  /** As a team addresses them: "Trực ban Hoàng Minh Tú". */
  acknowledged_by: string | null;
};
export type HeldNews = {
  id: Id;
  rev: number;
  op_id: Id;
  resolution: 'accepted-as-part' | 'accepted-as-addendum' | 'refused' | 'applied' | 'superseded';
  note: string;
  at: Moment;
};
export type FeedItem = {
  id: Id;
  rev: number;
  at: Moment;
  night: Night;
  kind: string;
  sentence: string;
  village: string;
  own: boolean;
  report_id: Id | null;
};

export type ConsentNews = Told['ConsentChange'];
export type Swap = Told['SwapTold'];

export type Change =
  | ({ entity: 'report' } & Report)
  | ({ entity: 'team' } & Team)
  | ({ entity: 'route' } & Route)
  | ({ entity: 'shift' } & Shift)
  | ({ entity: 'matter' } & Matter)
  | ({ entity: 'notice' } & Notice)
  | ({ entity: 'held' } & HeldNews)
  | ({ entity: 'nudge' } & Nudge)
  | ({ entity: 'alert' } & AlertNews)
  | ConsentNews
  | ({ entity: 'asset' } & Asset)
  | ({ entity: 'site' } & Site)
  | ({ entity: 'script' } & Script)
  | ({ entity: 'look' } & Look)
  | ({ entity: 'activity' } & Doing)
  | ({ entity: 'feed' } & FeedItem);

export type Entity = Change['entity'];
export type Removed = { entity: Entity | 'photo'; id: Id; reason: string };

export type ChangesPage = {
  sync: 1;
  epoch: string;
  server_time: Moment;
  catalogue_version: string;
  cursor: string;
  more: boolean;
  changes: Change[];
  removed: Removed[];
};

export type PushResult = {
  op_id: Id;
  status: Told['Result']['status'];
  report_id?: Id;
  version?: number;
  rev?: number;
  receipt?: string | null;
  photos_missing?: Id[];
  problem?: Problem;
};

export type PushAnswer = {
  sync: 1;
  batch_id: Id;
  epoch: string;
  server_time: Moment;
  min_client: string;
  latest_client: string;
  results: PushResult[];
};
export type VerifyAnswer = { epoch: string; missing_ops: Id[]; parked_ops: Id[]; missing_photos: Id[] };
export type { AboutWord, Catalogue, Category, Field, PhotoLimits, Pictured, Preset, Word } from './catalogue';
