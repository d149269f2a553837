/** What the phone warned of and the team left standing, as it travels in a body: where and of what kind, never the words. */
import type { GuardNote, PhotoManifest } from './body';
import { findPersonal, type Known } from './personal';

// One file to fetch, for those who warn and for those who send.
export { type Found, findPersonal, type Kind, type Known, withoutPersonal } from './personal';

const WRITTEN = new Set(['what', 'place', 'note', 'text', 'matter', 'remark', 'proposal', 'correction_note']);
// Here the categories name their own fields.
const FREE = 'details';
// For police alone, written by others, or no words at all.
const PASSED_OVER = new Set(['police_only', 'open_matters', 'guard', 'photo_order']);
/** What the server takes: so many, and no other pointers. */
const MOST = 200;
const POINTER = /^(\/[A-Za-z0-9_-]{1,40}){1,8}$/;

/** Every text that a person wrote in this body, with its JSON pointer. */
export function textsOf(value: unknown, at = '', free = false): [string, string][] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, item]): [string, string][] => {
    if (PASSED_OVER.has(key)) return [];
    const pointer = `${at}/${key}`;
    if (typeof item === 'string') return free || WRITTEN.has(key) ? [[pointer, item]] : [];
    return textsOf(item, pointer, free || key === FREE);
  });
}

/** The notes of everything in a body, and under the pictures that come with it, that the scanner finds. */
export function guardNotes(body: object, photos: readonly PhotoManifest[], known: Known): GuardNote[] {
  const captions = photos.map(({ photo_id, caption }) => [`/photos/${photo_id}/caption`, caption] as const);
  return [...textsOf(body), ...captions]
    .flatMap(([path, text]) => {
      const kinds = [...new Set(findPersonal(text, known).map((one) => one.kind))];
      return kinds.length > 0 && POINTER.test(path) ? [{ path, kinds }] : [];
    })
    .slice(0, MOST);
}
