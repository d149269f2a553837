/** Answer → what the phone does next. Pure, and the only place where a status of the server has a meaning. */
import { type Answer, problemIn, slugOf } from '../api/client';
import type { Problem, PushAnswer, PushResult } from '../api/shapes';

export type Outcome =
  /** The server has done it. `json` is its answer. */
  | { kind: 'done'; status: number; epoch: string; json: unknown }
  /** No way to the server now. */
  | { kind: 'offline' }
  /** Something else answered: a page that wants a sign-in, a proxy. Nothing may change. */
  | { kind: 'portal' }
  /** The server, or the way to it, is in trouble. `halve` = smaller pieces may help. `after_ms` = it said when. */
  | { kind: 'wait'; after_ms: number | null; halve: boolean }
  /** This phone is not known any more, or locked. The queue stays. */
  | { kind: 'sign-in'; revoked: boolean }
  | { kind: 'too-large'; problem: Problem | null }
  /** What was read is out of date as a whole: start again from nothing, keep the outbox. */
  | { kind: 'restart'; reason: 'cursor-expired' | 'scope-changed' | 'bad-cursor' }
  /** The server understood and will not do it, however often it is asked. */
  | { kind: 'refused'; status: number; slug: string; problem: Problem | null; epoch: string };

type Http = Extract<Answer, { kind: 'http' }>;

export function judge(answer: Answer): Outcome {
  switch (answer.kind) {
    case 'no-network':
      return { kind: 'offline' };
    case 'timeout':
      return { kind: 'wait', after_ms: null, halve: true };
    case 'http':
      return judgeHttp(answer);
    default:
      return answer satisfies never;
  }
}

function judgeHttp(answer: Http): Outcome {
  if (!answer.marked || !answer.epoch) {
    // A gateway in front of a server that is restarting speaks for itself, but it is no sign-in page.
    if (answer.status >= 502 && answer.status <= 504)
      return { kind: 'wait', after_ms: answer.retry_after_ms, halve: false };
    return { kind: 'portal' };
  }
  if (answer.status >= 200 && answer.status < 300) return judgeSuccess(answer, answer.epoch);
  if (answer.status === 304) return { kind: 'done', status: 304, epoch: answer.epoch, json: null };
  return judgeRefusal(answer, answer.epoch);
}

function judgeSuccess(answer: Http, epoch: string): Outcome {
  // A body that was cut off on the way says nothing about what the server did.
  if (/[/+]json$/.test(answer.media) && answer.json === null)
    return { kind: 'wait', after_ms: null, halve: false };
  return { kind: 'done', status: answer.status, epoch, json: answer.json };
}

function judgeRefusal(answer: Http, epoch: string): Outcome {
  const problem = problemIn(answer.json);
  const slug = slugOf(problem);
  if (answer.status === 401) return { kind: 'sign-in', revoked: slug === 'device-revoked' };
  if (answer.status === 413) return { kind: 'too-large', problem };
  if (answer.status === 429 || answer.status === 503)
    return { kind: 'wait', after_ms: answer.retry_after_ms, halve: false };
  if (answer.status >= 500 || answer.status === 408 || answer.status === 425) {
    return { kind: 'wait', after_ms: answer.retry_after_ms, halve: true };
  }
  if (slug === 'cursor-expired' || slug === 'scope-changed' || slug === 'bad-cursor')
    return { kind: 'restart', reason: slug };
  return { kind: 'refused', status: answer.status, slug, problem, epoch };
}

/** What becomes of one operation of a batch. */
export type OperationOutcome =
  | { kind: 'acknowledged'; result: PushResult }
  | { kind: 'held'; problem: Problem | null }
  | { kind: 'conflict'; problem: Problem | null }
  | { kind: 'rejected'; problem: Problem | null }
  | { kind: 'again'; problem: Problem | null };

export function judgeResult(result: PushResult | undefined): OperationOutcome {
  if (!result) return { kind: 'again', problem: null };
  const problem = result.problem ?? null;
  switch (result.status) {
    case 'applied':
    case 'duplicate':
      return { kind: 'acknowledged', result };
    case 'held':
      return { kind: 'held', problem };
    case 'conflict':
      return { kind: 'conflict', problem };
    case 'rejected':
      return { kind: 'rejected', problem };
    case 'retry':
      return { kind: 'again', problem };
    default:
      // A status of a later server: it took the operation in some way that this version cannot name, so it asks again.
      result.status satisfies never;
      return { kind: 'again', problem };
  }
}

/** Whether a 200 is the answer to this very batch. Anything else with a marker is a cache or a proxy gone mad. */
export function isAnswerTo(json: unknown, media: string, batchId: string): json is PushAnswer {
  const answer = json as Partial<PushAnswer> | null;
  return (
    media === 'application/vnd.keng+json' &&
    answer?.sync === 1 &&
    answer.batch_id === batchId &&
    typeof answer.epoch === 'string' &&
    Array.isArray(answer.results)
  );
}

/** What becomes of a picture. */
export type PhotoOutcome =
  | { kind: 'stored'; epoch: string }
  | { kind: 'resume'; offset: number }
  /** The server's copy was wrong: from the first byte. */
  | { kind: 'from-start' }
  /** The server does not know of it: its operation has to go again. */
  | { kind: 'announce' }
  /** These bytes will never do: another picture is needed. */
  | { kind: 'needs-new'; problem: Problem | null }
  /** Taken out of the system for cause: it must not stay here either. */
  | { kind: 'erased' }
  | { kind: 'stop'; outcome: Outcome };

export function judgePhoto(answer: Answer): PhotoOutcome {
  const outcome = judge(answer);
  if (outcome.kind === 'done') return judgePhotoDone(answer as Http, outcome.epoch);
  if (outcome.kind === 'too-large') return { kind: 'needs-new', problem: outcome.problem };
  if (outcome.kind !== 'refused') return { kind: 'stop', outcome };
  switch (outcome.slug) {
    case 'unknown-photo':
    case 'not-found':
      return { kind: 'announce' };
    case 'offset-mismatch':
      return { kind: 'resume', offset: offsetIn(answer as Http) ?? numberOf(outcome.problem?.offset) ?? 0 };
    case 'digest-mismatch':
      return { kind: 'from-start' };
    case 'erased':
      return { kind: 'erased' };
    case 'not-an-image':
    case 'too-many-pixels':
    case 'wrong-media-type':
    case 'invalid':
      return { kind: 'needs-new', problem: outcome.problem };
    default:
      // HEAD has no body, so its status carries no slug.
      if (outcome.status === 404) return { kind: 'announce' };
      return outcome.status === 410 ? { kind: 'erased' } : { kind: 'stop', outcome };
  }
}

function judgePhotoDone(answer: Http, epoch: string): PhotoOutcome {
  const state = (answer.json as { state?: string } | null)?.state;
  if (state === 'stored' || state === 'ready') return { kind: 'stored', epoch };
  const offset = offsetIn(answer);
  const length = numberOf(answer.headers.get('Upload-Length'));
  if (offset === null) return { kind: 'stop', outcome: { kind: 'portal' } };
  return length !== null && offset >= length ? { kind: 'stored', epoch } : { kind: 'resume', offset };
}

const offsetIn = (answer: Http): number | null => numberOf(answer.headers.get('Upload-Offset'));

function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= 0 ? number : null;
}
