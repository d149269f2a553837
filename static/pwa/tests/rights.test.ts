import { beforeEach, describe, expect, it, vi } from 'vitest';
import { db } from '../src/db/db';
import { getMeta } from '../src/db/meta';
import type { DataOperation } from '../src/reports/body';
import { askAboutData, fetchAsked, listAsked } from '../src/rights/asking';
import { runSync } from '../src/sync/engine';
import { BINH, freshPhone, HOA } from './fake/cast';
import { FakeServer } from './fake/server';

const AT = '2026-11-22T07:40:00+07:00';
const request = (id: string, state = 'received') => ({
  id,
  kind: 'delete',
  state,
  received_on: '2026-11-21',
  due: '2026-12-11',
});

/** What the server answers about a member's requests; or a status alone. */
function serve(answer: { member: string; items: unknown[] } | number): void {
  vi.stubGlobal('fetch', async () => {
    const body = typeof answer === 'number' ? {} : { ...answer, server_time: AT };
    return new Response(JSON.stringify(body), {
      status: typeof answer === 'number' ? answer : 200,
      headers: { 'Keng-Sync': '1', 'Keng-Epoch': 'e', 'Content-Type': 'application/json' },
    });
  });
}

describe('what a member asks about the own data', () => {
  beforeEach(() => freshPhone());

  it('is written without a network and waits to be sent', async () => {
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('offline');
    });
    const id = await askAboutData('delete', '  Ảnh tôi đêm 15/11 ');
    await runSync('tap');

    expect(await listAsked(BINH)).toEqual([{ id, kind: 'delete', arrived: false, told: undefined }]);
    const row = await db.outbox.get(id);
    const operation = JSON.parse(row?.canonical ?? '') as DataOperation;
    expect(operation).toMatchObject({ kind: 'data.ask', actor_id: BINH });
    expect(operation.body).toEqual({ kind: 'delete', words: 'Ảnh tôi đêm 15/11' });
  });

  it('has arrived once the server took it, and stands as the server says', async () => {
    vi.stubGlobal('fetch', new FakeServer().fetch);
    const id = await askAboutData('delete', '');
    await runSync('tap');
    expect(await listAsked(BINH)).toMatchObject([{ id, arrived: true }]);

    serve({ member: BINH, items: [request(id, 'answered')] });
    expect(await fetchAsked(BINH)).toBe(true);
    expect(await listAsked(BINH)).toMatchObject([{ id, told: { state: 'answered', due: '2026-12-11' } }]);
  });

  it('stays as last told where there is no answer, or one about somebody else', async () => {
    serve({ member: BINH, items: [request('a')] });
    await fetchAsked(BINH);
    for (const answer of [404, 503, { member: HOA, items: [] }] as const) {
      serve(answer as never);
      expect(await fetchAsked(BINH)).toBe(false);
    }
    expect(await getMeta('data_requests')).toEqual({ [BINH]: [request('a')] });
    expect(await listAsked(HOA)).toEqual([]);
  });
});
