/** The marked fields of a returned report. */
import type { Review } from '../../api/shapes';

/** A marked field: its number on the page, its pointer, and what it points to. */
export type ReturnMark = {
  number: number;
  pointer: string;
  /** `incidents`, `rounds`, `present`, `handover` … */
  part: string;
  index: number | null;
  field: string | null;
};

/** The marked fields of a return, numbered from 1 in the officer's order. */
export function returnMarks(review: Pick<Review, 'fields'> | null): ReturnMark[] {
  return (review?.fields ?? []).map((pointer, at) => {
    const [part = '', second, ...rest] = pointer.replace(/^\//, '').split('/');
    const index = second !== undefined && /^\d+$/.test(second) ? Number(second) : null;
    const field = index === null ? second : rest[0];
    return { number: at + 1, pointer, part, index, field: field ?? null };
  });
}
