import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { db } from '../src/db/db';
import { setHolder } from '../src/enrolment/commands';
import { readNotice } from '../src/notices/commands';
import { shownNotices } from '../src/notices/reading';
import { syncBoard } from '../src/reports/view';
import { applyChange } from '../src/sync/apply';
import { BINH, ENROLMENT, freshPhone, HOA } from './fake/cast';

const NOTICE = '01a22513-113e-7486-a119-2c3d030a6801';
const clock = (moment: string) => vi.setSystemTime(new Date(moment));
const told = (more: Partial<{ rev: number; until: string | null; read_by: string[] }> = {}) =>
  applyChange(
    {
      entity: 'notice',
      id: NOTICE,
      rev: 3,
      title: 'Bão số 13',
      text: 'Giữ máy đầy pin.',
      at: '2026-11-20T16:00:00+07:00',
      until: '2026-11-21',
      ...more,
    },
    'e1',
    0,
  );
const shown = async () => (await shownNotices(Date.now())).map(({ id, read }) => [id, read]);

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  clock('2026-11-21T22:04:00+07:00');
  await freshPhone();
});
afterEach(() => vi.useRealTimers());

describe('a notice', () => {
  it('stands until the end of its last day', async () => {
    await told();
    expect(await shown()).toEqual([[NOTICE, false]]);
    clock('2026-11-22T00:01:00+07:00');
    expect(await shown()).toEqual([]);
  });

  it('is read by the member who holds the phone, at once, and goes out as his word', async () => {
    await told();
    await readNotice(NOTICE);

    expect(await shown()).toEqual([[NOTICE, true]]);
    const [row] = await db.outbox.toArray();
    expect(JSON.parse(row?.canonical ?? '')).toMatchObject({
      kind: 'notice.read',
      actor_id: BINH,
      team_id: ENROLMENT.team.id,
      body: { notice_id: NOTICE },
    });
    expect(JSON.parse(row?.canonical ?? '')).not.toHaveProperty('report_id');
  });

  it('is not told twice', async () => {
    await told();
    await readNotice(NOTICE);
    await readNotice(NOTICE);
    expect(await db.outbox.count()).toBe(1);
  });

  it('stays unread for the next member who takes the phone', async () => {
    await told();
    await readNotice(NOTICE);
    await setHolder(HOA);
    expect(await shown()).toEqual([[NOTICE, false]]);
  });

  it('counts as read when another phone of the team has told it', async () => {
    await told({ read_by: [BINH] });
    expect(await shown()).toEqual([[NOTICE, true]]);
  });

  it('is no report that waits', async () => {
    await told();
    await readNotice(NOTICE);
    const operations = await db.outbox.toArray();
    const board = syncBoard({ operations, photos: [], epoch: null, sync: null, online: true } as never);
    expect(board.arrived).toEqual([]);
  });
});
