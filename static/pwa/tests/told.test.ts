import { describe, expect, it } from 'vitest';
import { db } from '../src/db/db';
import { runSync } from '../src/sync/engine';
import { sendQuietNight } from './fake/cast';
import { cut } from './fake/faults';
import { standServer } from './fake/standing';

const standing = standServer();

const pushes = () =>
  standing.server.requests
    .filter((request) => request.path === '/sync/push')
    .map((request) => JSON.parse(request.body.toString()));

/** The server is not ready for this operation, so often. */
const notYet = (opId: string) =>
  standing.server.order.set(opId, {
    status: 'retry',
    problem: { type: '/problems/unknown-report', title: '', status: 409 },
  });

describe('what the office is told of what waits', () => {
  it('is nothing after a night that went at once, in one request', async () => {
    await sendQuietNight();
    await runSync('operation');
    expect(pushes()).toHaveLength(1);
    expect(pushes()[0].health).toMatchObject({ unsent: 0, oldest_unsent_at: null });
  });

  it('names what waits behind a full batch', async () => {
    for (let day = 1; day <= 28; day++) await sendQuietNight(`2026-09-${String(day).padStart(2, '0')}`);
    for (let day = 1; day <= 28; day++) await sendQuietNight(`2026-10-${String(day).padStart(2, '0')}`);
    await runSync('tap');
    expect(pushes().map((push) => push.health.unsent)).toEqual([6, 0]);
  });

  it('stays until what failed has got through, and is taken back then', async () => {
    const { opId } = await sendQuietNight();
    notYet(opId);
    await runSync('tap');
    notYet(opId);
    await runSync('tap');
    expect(pushes().map((push) => push.health.unsent)).toEqual([0, 1]);
    await runSync('tap');
    await runSync('tap');
    expect((await db.outbox.get(opId))?.status).toBe('acknowledged');
    expect(pushes().map((push) => [push.ops.length, push.health.unsent])).toEqual([
      [1, 0],
      [1, 1],
      [1, 1],
      [0, 0],
    ]);
  });

  it('is not lost with an answer that is', async () => {
    const { opId } = await sendQuietNight();
    notYet(opId);
    await runSync('tap');
    notYet(opId);
    await runSync('tap');
    standing.server.faults = [(_request, answer) => answer(), cut];
    await runSync('tap');
    await runSync('tap');
    expect(pushes().pop()).toMatchObject({ ops: [], health: { unsent: 0 } });
  });
});
