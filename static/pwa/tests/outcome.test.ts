import { describe, expect, it } from 'vitest';
import { type Answer, patienceFor, retryAfter } from '../src/api/client';
import { isAnswerTo, judge, judgePhoto, judgeResult } from '../src/sync/outcome';
import { delayAfter, isHopeless, PARK_AFTER_MS } from '../src/sync/retry';

type Http = Extract<Answer, { kind: 'http' }>;

const http = (given: Partial<Http> & { slug?: string }): Http => ({
  kind: 'http',
  status: 200,
  marked: true,
  epoch: 'e1',
  media: 'application/json',
  retry_after_ms: null,
  headers: new Headers(),
  json: given.slug ? { type: `/problems/${given.slug}`, title: '', status: given.status } : {},
  ...given,
});

describe('an answer', () => {
  it.each([
    [{ kind: 'no-network' } as Answer, { kind: 'offline' }],
    [{ kind: 'timeout' } as Answer, { kind: 'wait', halve: true }],
    [http({}), { kind: 'done', epoch: 'e1' }],
    [http({ json: null }), { kind: 'wait', halve: false }],
    [http({ status: 304, json: null }), { kind: 'done', status: 304 }],
    [http({ marked: false }), { kind: 'portal' }],
    [http({ marked: false, status: 302 }), { kind: 'portal' }],
    [http({ marked: false, status: 0 }), { kind: 'portal' }],
    [http({ marked: false, status: 404 }), { kind: 'portal' }],
    [http({ marked: false, status: 511 }), { kind: 'portal' }],
    [http({ marked: false, status: 503, retry_after_ms: 9 }), { kind: 'wait', after_ms: 9 }],
    [http({ status: 401, slug: 'device-unknown' }), { kind: 'sign-in', revoked: false }],
    [http({ status: 401, slug: 'device-revoked' }), { kind: 'sign-in', revoked: true }],
    [http({ status: 413, slug: 'too-large' }), { kind: 'too-large' }],
    [
      http({ status: 429, slug: 'slow-down', retry_after_ms: 60_000 }),
      { kind: 'wait', after_ms: 60_000, halve: false },
    ],
    [http({ status: 503, slug: 'busy' }), { kind: 'wait', halve: false }],
    [http({ status: 500, slug: 'internal' }), { kind: 'wait', halve: true }],
    [http({ status: 410, slug: 'cursor-expired' }), { kind: 'restart' }],
    [http({ status: 409, slug: 'scope-changed' }), { kind: 'restart' }],
    [http({ status: 400, slug: 'bad-cursor' }), { kind: 'restart' }],
    [http({ status: 400, slug: 'malformed' }), { kind: 'refused', slug: 'malformed' }],
    [http({ status: 403, slug: 'foreign-origin' }), { kind: 'refused' }],
    [http({ status: 410, slug: 'enrolment-over' }), { kind: 'refused', slug: 'enrolment-over' }],
  ])('%o means %o', (answer, meaning) => {
    expect(judge(answer)).toMatchObject(meaning);
  });
});

describe('the result of one operation', () => {
  it.each([
    ['applied', 'acknowledged'],
    ['duplicate', 'acknowledged'],
    ['conflict', 'conflict'],
    ['held', 'held'],
    ['rejected', 'rejected'],
    ['retry', 'again'],
    ['something-of-next-year', 'again'],
  ])('%s means %s', (status, kind) => {
    expect(judgeResult({ op_id: 'x', status: status as 'held' }).kind).toBe(kind);
  });

  it('left out of the answer, it is sent again', () => {
    expect(judgeResult(undefined).kind).toBe('again');
  });

  it('counts only in the answer to this very batch', () => {
    const answer = { sync: 1, batch_id: 'b', epoch: 'e', results: [] };
    expect(isAnswerTo(answer, 'application/vnd.keng+json', 'b')).toBe(true);
    expect(isAnswerTo(answer, 'application/json', 'b')).toBe(false);
    expect(isAnswerTo(answer, 'application/vnd.keng+json', 'other')).toBe(false);
    expect(isAnswerTo(null, 'application/vnd.keng+json', 'b')).toBe(false);
  });
});

describe('the answer to a picture', () => {
  const headers = (offset: number, length: number) =>
    new Headers({ 'Upload-Offset': String(offset), 'Upload-Length': String(length) });

  it.each([
    [http({ status: 201, json: { state: 'stored' } }), { kind: 'stored' }],
    [http({ json: { state: 'ready' } }), { kind: 'stored' }],
    [http({ media: '', json: null, headers: headers(64, 100) }), { kind: 'resume', offset: 64 }],
    [http({ status: 204, media: '', json: null, headers: headers(100, 100) }), { kind: 'stored' }],
    [http({ status: 404, slug: 'unknown-photo' }), { kind: 'announce' }],
    [http({ status: 404, media: '', json: null }), { kind: 'announce' }],
    [
      http({ status: 409, slug: 'offset-mismatch', headers: headers(32, 100) }),
      { kind: 'resume', offset: 32 },
    ],
    [http({ status: 422, slug: 'digest-mismatch' }), { kind: 'from-start' }],
    [http({ status: 422, slug: 'not-an-image' }), { kind: 'needs-new' }],
    [http({ status: 422, slug: 'too-many-pixels' }), { kind: 'needs-new' }],
    [http({ status: 413, slug: 'too-large' }), { kind: 'needs-new' }],
    [http({ marked: false }), { kind: 'stop', outcome: { kind: 'portal' } }],
    [http({ status: 503, slug: 'busy' }), { kind: 'stop', outcome: { kind: 'wait' } }],
    [{ kind: 'no-network' } as Answer, { kind: 'stop', outcome: { kind: 'offline' } }],
  ])('%o means %o', (answer, meaning) => {
    expect(judgePhoto(answer)).toMatchObject(meaning);
  });
});

describe('patience', () => {
  it('gives a large body the time that 2 KB/s need', () => {
    expect(patienceFor(0)).toBe(15_000);
    expect(patienceFor(300_000)).toBe(165_000);
  });

  it('reads Retry-After in seconds and as a date', () => {
    expect(retryAfter('120')).toBe(120_000);
    expect(retryAfter('Sat, 21 Nov 2026 15:00:30 GMT', Date.UTC(2026, 10, 21, 15, 0, 0))).toBe(30_000);
    expect(retryAfter('soon')).toBeNull();
    expect(retryAfter(null)).toBeNull();
  });

  it('grows with full jitter up to five minutes, unless the server said when', () => {
    expect(delayAfter(1, null, () => 1)).toBe(4_000);
    expect(delayAfter(3, null, () => 0.5)).toBe(8_000);
    expect(delayAfter(30, null, () => 1)).toBe(300_000);
    expect(delayAfter(1, 77)).toBe(77);
  });

  it('ends after twenty failures over a day, not before', () => {
    expect(isHopeless(20, 0, PARK_AFTER_MS)).toBe(true);
    expect(isHopeless(19, 0, PARK_AFTER_MS)).toBe(false);
    expect(isHopeless(500, 0, PARK_AFTER_MS - 1)).toBe(false);
  });
});
