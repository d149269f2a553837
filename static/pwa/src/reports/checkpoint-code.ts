import type { Checkpoint } from '../api/shapes';
import type { Id } from './body';

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** What stands on the sheet of a checkpoint: the last 30 bits of its id as six signs, as `roster/rules.py: code_of`. */
export function codeOfCheckpoint(id: Id): string {
  const bits = Number.parseInt(id.slice(-8), 16);
  return [25, 20, 15, 10, 5, 0].map((shift) => LETTERS[(bits >>> shift) & 31]).join('');
}

/** The code in what was scanned or typed: a whole address, spaces, small and misread letters are fine; else `null`. */
export function readCode(text: string): string | null {
  const given = /#\/at\/([^/?#\s]+)/.exec(text)?.[1] ?? text;
  const code = given.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{6}$/.test(code) ? code : null;
}

export const findByCode = (checkpoints: readonly Checkpoint[], code: string): Checkpoint | undefined =>
  checkpoints.find((point) => codeOfCheckpoint(point.id) === code);
