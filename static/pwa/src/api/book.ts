/** What the server tells of the book of models, and the words of the catalogue that go with it. */
import type { components } from '../contract/api';
import type { Field, Pictured, Word } from './catalogue';

type Told = components['schemas'];
type Of<T> = Omit<T, 'entity'>;

/** A thing that is looked after: a camera, a gong, a board … */
export type Asset = Of<Told['AssetChange']>;
/** A place where a model is carried out. */
export type Site = Of<Told['SiteChange']>;
/** An approved text for loudspeakers. */
export type Script = Of<Told['ScriptChange']>;
/** A look of the team at a thing; `id` is its operation's. */
export type Look = Of<Told['LookChange']>;
/** What the team did for a model; `id` is its operation's. */
export type Doing = Of<Told['ActivityChange']>;

/** A kind of thing: the states in which it can be found, and what may be wrong with it. */
export type AssetKind = Pictured & { states: string[]; defects: Word[] };
/** A kind of activity: which common numbers are asked, and its own questions. `desk_only`: not written on a phone. */
export type DoingKind = Pictured & {
  asks: string[];
  fields: Field[];
  note?: { vi: string; en: string } | null;
  no_photo?: boolean;
  desk_only?: boolean;
};
/** Missing in what an older server told. */
export type BookWords = {
  assets?: AssetKind[];
  asset_states?: Word[];
  activities?: DoingKind[];
  topics?: Word[];
};
