/** Every address the phone calls, and nothing else. */
import { contentDigest } from '../photos/hash';
import type { Id } from '../reports/body';
import { type Answer, ask } from './client';

export type Device = { name: string; platform: string; install_id: Id };

const json = (value: unknown) => ({ method: 'POST' as const, body: JSON.stringify(value) });

export const preview = (code: string): Promise<Answer> => ask('/enrolments/preview', json({ code }));

export const enrol = (code: string, device: Device): Promise<Answer> =>
  ask('/enrolments', json({ code, device }));

export const getMe = (): Promise<Answer> => ask('/me');

/** `envelope` is text already, so that the bytes of the operations are those that were stored. */
export const push = (envelope: string): Promise<Answer> =>
  ask('/sync/push', { method: 'POST', body: envelope });

export const getChanges = (cursor: string | null, limit = 200): Promise<Answer> =>
  ask(`/sync/changes?limit=${limit}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);

export const verify = (ops: Id[], photos: { id: Id; sha256: string }[]): Promise<Answer> =>
  ask('/sync/verify', json({ ops, photos }));

export const getCatalogue = (etag: string | null): Promise<Answer> =>
  ask('/catalogue', { headers: etag ? { 'If-None-Match': etag } : {} });

export const putPhoto = (photoId: Id, bytes: ArrayBuffer, sha256: string, mime: string): Promise<Answer> =>
  ask(`/photos/${photoId}`, {
    method: 'PUT',
    body: bytes,
    headers: { 'Content-Type': mime, 'Content-Digest': contentDigest(sha256) },
  });

export const handInRescueFile = (file: Blob): Promise<Answer> =>
  ask('/rescue', {
    method: 'POST',
    body: file,
    headers: { 'Content-Type': 'application/vnd.keng.rescue' },
  });

const TUS = { 'Tus-Resumable': '1.0.0' };

export const headPhoto = (photoId: Id): Promise<Answer> =>
  ask(`/photos/${photoId}`, { method: 'HEAD', headers: TUS });

export const patchPhoto = (photoId: Id, offset: number, chunk: ArrayBuffer): Promise<Answer> =>
  ask(`/photos/${photoId}`, {
    method: 'PATCH',
    body: chunk,
    headers: { ...TUS, 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream' },
  });

/** Where a picture that the server has can be seen. */
export const photoUrl = (photoId: Id, form: 'clean' | 'thumb' = 'thumb'): string =>
  `/api/v1/photos/${photoId}/${form}`;
