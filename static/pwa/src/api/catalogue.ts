/** The catalogue as `GET /catalogue` gives it: rows of the server, never constants here. */
import type { About, Severity } from '../reports/body';
import type { BookWords } from './book';

export type PhotoLimits = {
  max_bytes: number;
  max_pixels: number;
  max_pixels_progressive: number;
  per_report: number;
  per_incident: number;
  kinds: string[];
  long_edge: number;
};

/** A word in both languages behind a code. */
export type Word = { code: string; vi: string; en: string };

export type Field = {
  key: string;
  vi: string;
  en: string;
  type: 'number' | 'choice' | 'yesno' | 'time' | 'text';
  unit?: string | null;
  unit_en?: string | null;
  min?: number | null;
  max?: number | null;
  max_length?: number | null;
  options?: Word[] | null;
  required?: boolean;
  police_only?: boolean;
};

export type Category = Word & {
  group: string;
  kind: 'incident' | 'activity' | 'other';
  short_vi: string;
  icon: string;
  severity: Severity | null;
  call_first: boolean;
  /** Number of the legal task group, from the law's article. */
  task_group: number;
  police_only: boolean;
  no_photo: boolean;
  /** What its photos show; `null` where there are none. */
  about: About | null;
  /** Which of the common numbers are asked: `people`, `injured`. */
  asks: string[];
  /** Codes of the actions and of the people told that are offered for it. */
  actions: string[];
  informs: string[];
  /** Shown above its questions. */
  note: { vi: string; en: string } | null;
  fields: Field[];
  phrases: string[];
  /** The commune uses it no more: it has a name, and is not offered. */
  ended?: boolean;
};

/** With the Lucide name of its picture. */
export type Pictured = Word & { icon: string };

/** What a photo may show, and the words that guide the hand. */
export type AboutWord = Omit<Word, 'code'> & {
  code: About;
  guide_vi: string;
  guide_en: string;
  visibility: string;
  limit?: number;
};

export type Preset = Word & { start: string; end: string; default: boolean };

export type Catalogue = BookWords & {
  version: string;
  groups: (Pictured & { kind: 'incident' | 'activity' | 'other'; short_vi: string })[];
  categories: Category[];
  presets: Preset[];
  reasons: Word[];
  absences: Word[];
  actions: Word[];
  results: Word[];
  sources: Word[];
  weathers: Pictured[];
  modes: Pictured[];
  kit: Pictured[];
  forces: Word[];
  informed: Word[];
  abouts: AboutWord[];
  skip_reasons: Word[];
  phrases: { handover: string[]; return: string[]; incident: string[]; quiet: string[] };
  limits: {
    photo: PhotoLimits;
    text: Record<string, number>;
    push: { ops: number; bytes: number; depth: number };
  };
};
