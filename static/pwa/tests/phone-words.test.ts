import { afterEach, describe, expect, it, vi } from 'vitest';
import { db } from '../src/db/db';
import { getMeta } from '../src/db/meta';
import { presentWords } from '../src/db/words';
import { enrol } from '../src/enrolment/commands';
import { runSync } from '../src/sync/engine';
import { ENROLMENT, HOA, TEAM } from './fake/cast';
import { standServer } from './fake/standing';

const standing = standServer();
const OURS = ['sen', 'trâu', 'núi'];

afterEach(() => vi.unstubAllGlobals());

function tell(words: string[] | null, rev: number): void {
  const { team, commune, members, settings } = ENROLMENT;
  standing.server.changes.push({
    entity: 'team',
    ...team,
    village: { id: 'v1', name: 'Thôn Chợ' },
    rev,
    commune,
    members,
    settings,
    frequent: [],
    words,
  } as never);
}

async function join(words?: string[] | null): Promise<void> {
  const { holder_id: _holder, enrolled_at: _at, ...answer } = ENROLMENT;
  const real = globalThis.fetch;
  vi.stubGlobal('navigator', { userAgent: 'Mozilla/5.0 (Linux; Android 13; SM-A155F)', maxTouchPoints: 5 });
  vi.stubGlobal('fetch', async () => {
    const headers = { 'Keng-Sync': '1', 'Keng-Epoch': 'e', 'Content-Type': 'application/json' };
    return new Response(JSON.stringify({ ...answer, words }), { status: 201, headers });
  });
  expect((await enrol('k7q2m4x9', HOA)).ok).toBe(true);
  vi.stubGlobal('fetch', real);
}

describe('the three words of this phone', () => {
  it('are there at once after the enrolment, without a pull', async () => {
    await join(OURS);
    expect(await presentWords()).toEqual(OURS);
  });

  it('are those of the newest enrolment, whatever the last one left of the same team', async () => {
    tell(['cua', 'tôm', 'ốc'], 1);
    await runSync('tap');
    expect(await presentWords()).toEqual(['cua', 'tôm', 'ốc']);
    await join(OURS);
    expect((await db.team.get(TEAM))?.words).toEqual(['cua', 'tôm', 'ốc']);
    expect(await presentWords()).toEqual(OURS);
  });

  it('are gone when the office has compared them, and come back with nobody but it', async () => {
    await join(OURS);
    tell(null, 2);
    await runSync('tap');
    expect(await getMeta('cursor')).toBeDefined();
    expect(await presentWords()).toEqual([]);
  });

  it.each([[null], [undefined]])('are none where nobody asks (%s)', async (words) => {
    await join(words);
    expect(await presentWords()).toEqual([]);
  });
});
