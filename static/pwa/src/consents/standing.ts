/** Which consent counts: the newest text, given by the member who holds the phone and not taken back. */
import texts from '../contract/consents.json';
import { getMeta } from '../db/meta';
import { momentOf } from '../lib/time';
import type { Id, Moment } from '../reports/body';

export type ConsentText = (typeof texts)[number];
/** What a member last said; `rev` and `generation` as in the views. */
export type Consent = { given: boolean; text_version: number; at: Moment; rev: number; generation: number };

/** The text that is asked on the day of `now`; `undefined` before the first. */
export function textOn(now: number): ConsentText | undefined {
  const day = momentOf(now).slice(0, 10);
  const begun = texts.filter((text) => text.from <= day);
  return begun[begun.length - 1];
}

export const isInForce = (consent: Consent | undefined, now: number): boolean =>
  consent?.given === true && consent.text_version === textOn(now)?.version;

/** The member who holds the phone, when a position may be read for him now; else `null`. */
export async function holderWhoAgreed(now: number): Promise<Id | null> {
  const holder = (await getMeta('enrolment'))?.holder_id;
  if (!holder) return null;
  return isInForce((await getMeta('consents'))?.[holder], now) ? holder : null;
}
