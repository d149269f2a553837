import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchReadings } from '../src/consents/readings';
import { getMeta } from '../src/db/meta';
import { BINH, freshPhone, HOA } from './fake/cast';

const AT = '2026-11-22T07:40:00+07:00';
const item = (by: string, times = 1) => ({ by, night: '2026-11-21', times, at: AT });

/** What the server answers: about a member, with items; or a status alone. */
function serve(answer: { member: string; items: unknown[] } | number | 'no network'): void {
  vi.stubGlobal('fetch', async (path: string) => {
    if (answer === 'no network') throw new TypeError('offline');
    serve.asked = String(path);
    const status = typeof answer === 'number' ? answer : 200;
    const body = typeof answer === 'number' ? {} : { ...answer, server_time: AT };
    return new Response(JSON.stringify(body), {
      status,
      headers: { 'Keng-Sync': '1', 'Keng-Epoch': 'e', 'Content-Type': 'application/json' },
    });
  });
}
serve.asked = '';

describe('who opened my positions', () => {
  beforeEach(() => freshPhone());

  it('is asked for the member who looks, and kept with the time of the answer', async () => {
    serve({ member: BINH, items: [item('Cán bộ Lê Thị Thu Hà', 2)] });

    expect(await fetchReadings(BINH)).toBe(true);

    expect(serve.asked).toBe(`/api/v1/me/position-readings?member=${BINH}`);
    expect((await getMeta('position_readings'))?.[BINH]).toEqual({
      items: [item('Cán bộ Lê Thị Thu Hà', 2)],
      asked_at: AT,
    });
  });

  it('stays as last told when there is no answer', async () => {
    serve({ member: BINH, items: [item('Trực ban Hoàng Minh Tú')] });
    await fetchReadings(BINH);
    const before = await getMeta('position_readings');

    for (const answer of ['no network', 404, 503] as const) {
      serve(answer);
      expect(await fetchReadings(BINH)).toBe(false);
    }

    expect(await getMeta('position_readings')).toEqual(before);
  });

  it('keeps each member apart, and takes no answer about another', async () => {
    serve({ member: BINH, items: [item('Trực ban Hoàng Minh Tú')] });
    await fetchReadings(BINH);
    expect(await fetchReadings(HOA)).toBe(false);
    serve({ member: HOA, items: [] });
    await fetchReadings(HOA);

    const kept = await getMeta('position_readings');
    expect([kept?.[BINH]?.items.length, kept?.[HOA]?.items.length]).toEqual([1, 0]);
  });
});
