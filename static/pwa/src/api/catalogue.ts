/** The catalogue as `GET /catalogue` gives it: rows of the server, never constants here. */
import type { Severity } from '../reports/body';

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
  task_group: string;
  police_only: boolean;
  no_photo: boolean;
  fields: Field[];
  phrases: string[];
};

export type Preset = Word & { start: string; end: string; default: boolean };

export type Catalogue = {
  version: string;
  groups: (Word & { kind: 'incident' | 'activity' | 'other' })[];
  categories: Category[];
  presets: Preset[];
  reasons: Word[];
  absences: Word[];
  actions: Word[];
  results: Word[];
  sources: Word[];
  weathers: Word[];
  modes: Word[];
  kit: (Word & { icon: string })[];
  forces: Word[];
  informed: Word[];
  abouts: Word[];
  skip_reasons: Word[];
  phrases: { handover: string[]; return: string[]; incident: string[]; quiet: string[] };
  limits: {
    photo: PhotoLimits;
    text: Record<string, number>;
    push: { ops: number; bytes: number; depth: number };
  };
};
