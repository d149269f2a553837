import { describe, expect, it } from 'vitest';
import { db } from '../src/db/db';
import { getMeta, setMeta } from '../src/db/meta';
import { noteNudgeRead, presentNudge } from '../src/db/nudge';
import { runSync } from '../src/sync/engine';
import { ENROLMENT, sendQuietNight } from './fake/cast';
import { broken, cut, says } from './fake/faults';
import { standServer } from './fake/standing';

const standing = standServer();

const AT = '2026-11-21T15:30:00.123456+00:00';

function remind(reason: string, rev = 1, at = AT): void {
  standing.server.changes.push({ entity: 'nudge', id: ENROLMENT.device_id, version: 1, rev, reason, at });
}

async function understood(): Promise<void> {
  const nudge = await presentNudge();
  if (nudge) await noteNudgeRead(nudge);
}

const pushes = () =>
  standing.server.requests
    .filter((request) => request.path === '/sync/push')
    .map((request) => JSON.parse(request.body.toString()));

describe('a reminder from the office', () => {
  it('is there after the next contact, and gone when it was read', async () => {
    remind('counters');
    await runSync('tap');
    expect(await presentNudge()).toMatchObject({ reason: 'counters', at: AT });
    await understood();
    expect(await presentNudge()).toBeNull();
  });

  it('is told as read with empty operations, once', async () => {
    remind('counters');
    await runSync('tap');
    expect(pushes()).toEqual([]);
    await understood();
    await runSync('operation');
    await runSync('tap');
    expect(pushes()).toMatchObject([{ ops: [], health: { nudge_seen: AT } }]);
  });

  it('goes along with the next report, when there is one', async () => {
    remind('counters');
    await runSync('tap');
    await understood();
    await sendQuietNight();
    await runSync('operation');
    expect(pushes()).toHaveLength(1);
    expect(pushes()[0]).toMatchObject({ ops: [{ kind: 'report.submit' }], health: { nudge_seen: AT } });
  });

  it('is told again after an answer that never came', async () => {
    remind('counters');
    await runSync('tap');
    await understood();
    standing.server.faults = [cut];
    await runSync('tap');
    expect(await getMeta('nudge_told')).toBeUndefined();
    await runSync('tap');
    expect(await getMeta('nudge_told')).toBe(AT);
  });

  it.each([
    ['refuses the word', says(422, 'invalid')],
    ['finds it too large', says(413, 'too-large')],
  ])('keeps no news away when the server %s', async (_name, fault) => {
    remind('counters');
    await runSync('tap');
    await understood();
    standing.server.standing = (request, answer) =>
      request.path === '/sync/push' ? fault(request, answer) : answer();
    remind('silent', 2, '2026-11-22T15:30:00+00:00');
    await runSync('tap');
    expect(await presentNudge()).toMatchObject({ reason: 'silent' });
    expect(standing.server.countOf('/sync/push')).toBeLessThan(3);
  });

  it('asks no server that stumbles over and over', async () => {
    remind('counters');
    await runSync('tap');
    await understood();
    standing.server.standing = broken();
    await runSync('tap');
    expect(standing.server.countOf('/sync/push')).toBeLessThan(4);
  });

  it('heard again asks nobody again, and a new one does', async () => {
    remind('counters');
    await runSync('tap');
    await understood();
    remind('counters', 2);
    await runSync('tap');
    expect(await presentNudge()).toBeNull();
    remind('counters', 3, '2026-11-22T15:30:00+00:00');
    await runSync('tap');
    expect(await presentNudge()).toMatchObject({ rev: 3 });
  });

  it('is dropped when a pull from nothing does not bring it', async () => {
    remind('counters');
    await runSync('tap');
    standing.server.changes = [];
    standing.server.epoch = 'epoch-2';
    await runSync('tap');
    expect(await presentNudge()).toBeNull();
  });

  it('is over when what waited has gone', async () => {
    const { opId } = await sendQuietNight();
    await db.outbox.update(opId, { made_at: Date.now() - 25 * 3_600_000 });
    await setMeta('nudge', { id: 'x', rev: 1, reason: 'old-unsent', at: AT, generation: 1 });
    expect(await presentNudge()).not.toBeNull();
    await runSync('tap');
    expect(await presentNudge()).toBeNull();
  });

  it.each([
    ['parked', async () => undefined],
    ['unprotected', () => setMeta('persisted', true)],
    ['clock', () => setMeta('offset_ms', 1_000)],
    ['old-version', () => setMeta('newest_client', { min: '2000.01.0', latest: '2000.01.0' })],
  ])('of "%s" is over when the phone sees so', async (reason, mend) => {
    await setMeta('offset_ms', 600_000);
    await setMeta('nudge', { id: 'x', rev: 1, reason, at: AT, generation: 1 });
    await mend();
    expect(await presentNudge()).toBeNull();
  });
});
