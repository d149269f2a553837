import type { Night } from '../reports/body';
import type { PhotoLimits } from './catalogue';

/** What the commune has set, as of today (`settings` of `GET /me`). */
export type Settings = {
  demo: boolean;
  pronoun: string;
  duty_phone: string;
  emergency: { label: string; label_en?: string; number: string }[];
  photo: PhotoLimits;
  timezone: string;
  allowance_cap_nights: number;
  /** Clock times between which a shift counts as night duty; missing in what an older server told. */
  night_window?: { start: string; end: string };
  /** By which nights count for the allowance; missing in what an older server told. */
  night_least_minutes?: number;
  night_stand_ins?: boolean;
  nights_left_out?: { night: Night; reason: string }[];
  /** After so long without an answer to an alert the phone asks to call; missing in what an older server told. */
  alert_wait_seconds?: number;
  /** Days; missing in what an older server told. */
  keep?: { operation_days: number; report_days: number; photo_days: number; position_days?: number };
};
