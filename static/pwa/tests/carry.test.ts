import { afterEach, describe, expect, it, vi } from 'vitest';
import { carryFile } from '../src/rescue/carry';

const file = new File(['KENG-RESCUE 1\n'], 'keng-20261121-2210-00000a.keng');
const MARKS = { 'Keng-Sync': '1', 'Keng-Epoch': 'e1' };

const answers = (status: number, body: unknown, headers: Record<string, string> = MARKS) => {
  const asked: [string, RequestInit][] = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    asked.push([path, init]);
    const type = status < 400 ? 'application/json' : 'application/problem+json';
    return new Response(JSON.stringify(body), { status, headers: { ...headers, 'Content-Type': type } });
  });
  return asked;
};
const problem = (slug: string) => ({ type: `/problems/${slug}`, title: 'Lời của máy chủ', status: 0 });

afterEach(() => vi.unstubAllGlobals());

describe("another phone's file", () => {
  it('goes out as it is, without being read into memory', async () => {
    const asked = answers(200, { team: 'Tổ 1', operations: [], photos: [] });
    await carryFile(file);
    const [[path, init] = ['', {}]] = asked;
    expect(path).toBe('/api/v1/rescue');
    expect(init.method).toBe('POST');
    expect(init.body).toBe(file);
  });

  it('is told in counts: what is new, what was there, what waits', async () => {
    answers(200, {
      team: 'Tổ 1',
      operations: [
        { status: 'applied' },
        { status: 'duplicate' },
        { status: 'held' },
        { status: 'held', resolution: 'refused' },
        { status: 'retry' },
      ],
      photos: [{ state: 'stored' }, { state: 'duplicate' }, { state: 'waiting' }, { state: 'refused' }],
    });
    expect(await carryFile(file)).toEqual({
      ok: true,
      carried: { team: 'Tổ 1', fresh: 1, known: 2, waiting: 2, photos: 1, photosKnown: 1, photosLeft: 2 },
    });
  });

  it.each([
    [422, 'file-damaged', 'refused', 'Lời của máy chủ'],
    [409, 'wrong-commune', 'refused', 'Lời của máy chủ'],
    [413, 'too-large', 'tooLarge', null],
    [503, 'busy', 'busy', null],
    [401, 'device-unknown', 'signIn', null],
  ])('is refused with %i %s in words', async (status, slug, fault, title) => {
    answers(status, problem(slug));
    expect(await carryFile(file)).toEqual({ ok: false, fault, title });
  });

  it('is not taken for handed in when a sign-in page of some network answers', async () => {
    answers(200, { team: 'Tổ 1', operations: [], photos: [] }, {});
    expect(await carryFile(file)).toEqual({ ok: false, fault: 'offline', title: null });
  });

  it('is not taken for handed in when the answer was cut off', async () => {
    vi.stubGlobal(
      'fetch',
      async () => new Response('{"team":', { headers: { ...MARKS, 'Content-Type': 'application/json' } }),
    );
    expect(await carryFile(file)).toEqual({ ok: false, fault: 'busy', title: null });
  });
});
