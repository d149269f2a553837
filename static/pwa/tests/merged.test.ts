// Two communes become one: what is written from then on names the new one, what waits keeps the one it was written for.
import { describe, expect, it } from 'vitest';
import { db } from '../src/db/db';
import { getMeta } from '../src/db/meta';
import * as commands from '../src/reports/commands';
import { runSync } from '../src/sync/engine';
import { ENROLMENT, openNight, sendQuietNight, TEAM } from './fake/cast';
import { standServer } from './fake/standing';

const standing = standServer();
const HEIR = { id: '24958', name: 'Xã Đức Trọng', province: 'Tỉnh Lâm Đồng' };

function merge(): void {
  const { team, members, settings } = ENROLMENT;
  standing.server.changes.push({
    entity: 'team',
    version: 1,
    rev: 1,
    ...team,
    members,
    settings,
    commune: HEIR,
    frequent: [],
  });
}

const communes = async () =>
  (await db.outbox.orderBy('op_id').toArray()).map((row) => JSON.parse(row.canonical).commune_id);

describe('after a merger of communes', () => {
  it('the next night is written for the new one, the waiting one stays as it was', async () => {
    await sendQuietNight('2026-11-20');
    const [waiting] = await db.outbox.toArray();
    standing.server.order.set(waiting?.op_id ?? '', { status: 'retry' });
    merge();
    await runSync('tap');
    expect((await getMeta('enrolment'))?.commune).toEqual(HEIR);
    await sendQuietNight('2026-11-22');
    expect(await communes()).toEqual([ENROLMENT.commune.id, HEIR.id]);
  });

  it('a night that was open already keeps its commune', async () => {
    const draftId = await openNight('2026-11-21');
    merge();
    await runSync('tap');
    await commands.sendReport(draftId, { quiet: true });
    expect(await communes()).toEqual([ENROLMENT.commune.id]);
  });

  it("another team's row changes nothing", async () => {
    const { members, settings } = ENROLMENT;
    const other = { ...ENROLMENT.team, id: `${TEAM.slice(0, -1)}9` };
    standing.server.changes.push({
      entity: 'team',
      version: 1,
      rev: 1,
      ...other,
      members,
      settings,
      commune: HEIR,
    });
    await runSync('tap');
    expect((await getMeta('enrolment'))?.commune).toEqual(ENROLMENT.commune);
  });
});
