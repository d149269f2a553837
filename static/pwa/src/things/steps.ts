/** The questions of an activity, in their order. Plain: no database, no words. */
import type { Asset, DoingKind, Site } from '../api/book';
import type { Field } from '../api/shapes';
import type { DoingBody } from '../reports/body';

export type Step =
  | { kind: 'site' }
  | { kind: 'thing' }
  | { kind: 'facts'; fields: Field[] }
  | { kind: 'numbers' }
  | { kind: 'when' }
  | { kind: 'end' };

const FIELDS_A_SCREEN = 2;

/** `sites` and `assets` are those that may be meant: a question without answers is not asked. */
export function stepsOf(kind: DoingKind, sites: readonly Site[], assets: readonly Asset[]): Step[] {
  const facts: Step[] = [];
  for (let at = 0; at < kind.fields.length; at += FIELDS_A_SCREEN)
    facts.push({ kind: 'facts', fields: kind.fields.slice(at, at + FIELDS_A_SCREEN) });
  const steps: Step[] = [];
  if (assets.length > 0) steps.push({ kind: 'thing' });
  if (sites.length > 0) steps.push({ kind: 'site' });
  steps.push(...facts);
  if (kind.asks.length > 0) steps.push({ kind: 'numbers' });
  return [...steps, { kind: 'when' }, { kind: 'end' }];
}

/** The questions that the server insists on and that have no answer yet. */
export const missingIn = (kind: DoingKind, body: DoingBody): Field[] =>
  kind.fields.filter((field) => field.required && (body.values[field.key] ?? '') === '');

/** The answers with one more; `null` takes it out. */
export function answered(
  values: DoingBody['values'],
  key: string,
  value: string | number | boolean | null,
): DoingBody['values'] {
  const { [key]: _before, ...rest } = values;
  return typeof value === 'string' || typeof value === 'number' ? { ...rest, [key]: value } : rest;
}
