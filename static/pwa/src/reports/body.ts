/** The shapes of a report and of the operations a phone sends: protocol §2, §3 and §7. */
import type { Moment, Night } from '../lib/time';

export type Id = string;
export type { Moment, Night };

/** `by` held the phone when it was read, at `at`. */
export type Position = { lat: number; lon: number; accuracy_m: number; by?: Id; at?: Moment };
export type PassState = 'normal' | 'matter' | 'skipped';
export type Severity = 1 | 2 | 3 | 4;
export type About = 'team' | 'checkpoint' | 'scene' | 'damage' | 'found' | 'activity';
/** A value of a category's own field; its key is in the catalogue. */
export type Detail = string | number | boolean | null;

export type Pass = {
  checkpoint_id: Id;
  at: Moment;
  state: PassState;
  how: 'tap' | 'qr' | 'code';
  position: Position | null;
  note: string;
};

export type Round = {
  round_id: Id;
  route_id: Id | null;
  mode: string;
  started_at: Moment;
  /** `null` only in a draft, while the round is being walked. */
  ended_at: Moment | null;
  rest_minutes: number;
  /** `whole` = "Đủ cả vòng": one tap for the round; passes are only the points tapped one by one. */
  confirmed: 'points' | 'whole';
  passes: Pass[];
};

export type Incident = {
  incident_id: Id;
  category: string;
  severity: Severity;
  at: Moment;
  checkpoint_id: Id | null;
  place: string;
  position: Position | null;
  what: string;
  source: string;
  people: number;
  injured: number;
  actions: string[];
  informed: { whom: string; at: Moment }[];
  /** `null` only in a draft, until the question was answered. */
  result: string | null;
  details: Record<string, Detail>;
  /** `{kept: true}` in a body given back for mending: the server keeps what it has. */
  police_only: Record<string, Detail>;
};

export type Activity = { activity_id: Id; category: string; at: Moment; details: Record<string, Detail> };
export type Present = { member_id: Id; from: Moment; to: Moment | null };
export type Absent = { member_id: Id; reason: string; substitute_id: Id | null };
export type Guest = { force: string; count: number };
export type KitItem = { item: string; ok: boolean };
export type OpenMatter = { matter_id: Id; text: string; settled: boolean };
export type Contact = { at: Moment; matter: string };
export type Handover = { text: string; kit_ok: boolean };

/** A text of which the phone warned and which was left as it is: its JSON pointer and what it seems to hold. */
export type GuardNote = { path: string; kinds: string[] };
/** What a body tells of itself; made when it is sent. */
type Told = {
  guard?: GuardNote[];
  /** The pictures in the team's order, where it is not that of their ids. */
  photo_order?: Id[];
};

export type ReportBody = Told & {
  night: Night;
  preset: string;
  source: 'phone' | 'paper';
  started_at: Moment;
  /** `null` only in a draft, until "Kết ca". */
  ended_at: Moment | null;
  lead_id: Id;
  present: Present[];
  absent: Absent[];
  guests: Guest[];
  kit: KitItem[];
  weather: string | null;
  rounds: Round[];
  incidents: Incident[];
  activities: Activity[];
  open_matters: OpenMatter[];
  reminders: number;
  helped: number;
  contacts: Contact[];
  handover: Handover;
  remark: string;
  proposal: string;
  quiet: boolean;
  correction_note: string | null;
};

/** What an operation announces of a photo; only announced bytes can be stored. */
export type PhotoManifest = {
  photo_id: Id;
  /** Lower-case hex. */
  sha256: string;
  bytes: number;
  mime: string;
  width: number;
  height: number;
  taken_at: Moment;
  about: About;
  incident_id?: Id;
  round_id?: Id;
  checkpoint_id?: Id;
  caption: string;
};

export type PartBody = Pick<ReportBody, 'rounds' | 'incidents' | 'activities'> & Told;
export type AddendumBody = { text: string } & Told;

/** The whole present state of the alert of one incident; the higher `count` is the later one. */
export type AlertBody = Pick<
  Incident,
  'incident_id' | 'category' | 'severity' | 'at' | 'checkpoint_id' | 'place'
> & {
  alert_id: Id;
  count: number;
  raised_at: Moment;
  cancelled: boolean;
};

export const SCHEMA = 1;

type OperationHead = {
  op_id: Id;
  schema: typeof SCHEMA;
  commune_id: string;
  team_id: Id;
  actor_id: Id;
  client_time: Moment;
};

type OnShift = { night: Night; preset: string; follows?: Id };
export type PlanBody = OnShift & { route_id: Id | null; member_ids: Id[]; start: string; end: string };
/** On the roster: about a shift that no report need stand for. */
export type RosterPart =
  | { kind: 'roster.plan'; base_version?: number; body: PlanBody }
  | { kind: 'roster.callOff'; base_version?: number; body: OnShift & { reason: string } }
  | { kind: 'roster.answer'; body: OnShift & { answer: 'joining' | 'busy' } };

/** One member asks another to take a shift over; the asking's `op_id` names it. */
export type SwapPart =
  | {
      kind: 'swap.ask';
      body: OnShift & { asked_id: Id; in_return: { shift_id: Id; night: Night; preset: string } | null };
    }
  | { kind: 'swap.answer'; body: OnShift & { swap_id: Id; answer: 'agreed' | 'refused' } }
  | { kind: 'swap.takeBack'; body: OnShift & { swap_id: Id } };

export type ReportOperation = OperationHead & { shift_id: Id; report_id: Id } & (
    | { kind: 'report.submit'; body: ReportBody; photos: PhotoManifest[] }
    | { kind: 'report.amend'; base_version: number; body: ReportBody; photos: PhotoManifest[] }
    | { kind: 'report.part'; body: PartBody; photos: PhotoManifest[] }
    | { kind: 'report.addendum'; body: AddendumBody; photos: PhotoManifest[] }
    | { kind: 'report.withdraw'; base_version: number }
  );

/** About a shift that no report need stand for. */
export type RosterOperation = OperationHead & { shift_id: Id } & RosterPart;
export type SwapOperation = OperationHead & { shift_id: Id } & SwapPart;
export type AlertOperation = OperationHead & { shift_id: Id; kind: 'alert.raise'; body: AlertBody };
/** A member agrees that positions are read, or takes that back. */
export type ConsentOperation = OperationHead & {
  kind: 'consent.give' | 'consent.withdraw';
  body: { purpose: 'position'; version: number };
};

/** A member asks for a copy, a correction or an erasure of the own data. */
export type DataOperation = OperationHead & {
  kind: 'data.ask';
  body: { kind: 'provide' | 'correct' | 'delete'; words: string | null };
};

/** A look at a thing of the book of models. */
export type LookBody = { asset_id: Id; state: string; defects: string[]; note: string };
/** What was done for a model; `values` answer the questions of its kind. */
export type DoingBody = {
  kind: string;
  site_id: Id | null;
  asset_id: Id | null;
  began_at: Moment;
  minutes: number | null;
  people: number | null;
  values: Record<string, number | string>;
  words: string;
};
/** `shift_id` where it was made in a shift. */
export type BookOperation = OperationHead & { shift_id?: Id; photos: PhotoManifest[] } & (
    | { kind: 'asset.check'; body: LookBody }
    | { kind: 'activity.log'; body: DoingBody }
  );

/** A member has read a notice. */
export type NoticeOperation = OperationHead & { kind: 'notice.read'; body: { notice_id: Id } };

export type Operation =
  | ReportOperation
  | AlertOperation
  | RosterOperation
  | SwapOperation
  | ConsentOperation
  | DataOperation
  | BookOperation
  | NoticeOperation;
export type OperationKind = Operation['kind'];
