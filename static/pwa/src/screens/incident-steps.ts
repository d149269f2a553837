import type { Category, Field } from '../api/shapes';

/** One screen of the questions. `facts` carries the category's own fields, at most three a screen. */
export type Step =
  | { kind: 'where' }
  | { kind: 'facts'; fields: Field[]; part: number; parts: number }
  | { kind: 'people' }
  | { kind: 'done' }
  | { kind: 'told' }
  | { kind: 'result' };

const FIELDS_A_SCREEN = 3;

/**
 * The questions of a category in their order. A category that only the police see asks for what the law allows: when,
 * who was told, how it ended. Numbers of people are asked from severity 2 on, below it they are a field of their own
 * where they matter.
 */
export function stepsOf(category: Category): Step[] {
  const fields = category.fields;
  const parts = Math.ceil(fields.length / FIELDS_A_SCREEN);
  const facts: Step[] = Array.from({ length: parts }, (_, part) => ({
    kind: 'facts',
    fields: fields.slice(part * FIELDS_A_SCREEN, (part + 1) * FIELDS_A_SCREEN),
    part,
    parts,
  }));
  if (category.police_only) return [{ kind: 'where' }, ...facts, { kind: 'told' }, { kind: 'result' }];
  const people: Step[] = (category.severity ?? 1) >= 2 ? [{ kind: 'people' }] : [];
  return [{ kind: 'where' }, ...facts, ...people, { kind: 'done' }, { kind: 'told' }, { kind: 'result' }];
}

/** What a team did first, by group: only the order of a long list, every action stays reachable. */
const LIKELY: Record<string, readonly string[]> = {
  A: ['reminded', 'called-duty', 'kept-watch'],
  B: ['called-duty', 'kept-scene', 'kept-watch'],
  C: ['put-out', 'called-emergency', 'moved-people'],
  D: ['warned-road', 'guided-traffic', 'called-duty'],
  E: ['helped', 'called-family', 'escorted'],
  F: ['told-village', 'warned-road', 'called-duty'],
};
const USUAL = ['reminded', 'called-duty', 'kept-watch'];

/** Codes of the actions shown first for a group; the others stand behind "Việc khác". */
export const likelyActions = (group: string): readonly string[] => LIKELY[group] ?? USUAL;
