import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { setMeta } from '../src/db/meta';
import { house, houseWatch } from '../src/house/house';
import { isGoodNetwork, lookForReader, readerHere } from '../src/places/reader-here';
import { ENROLMENT, freshPhone } from './fake/cast';
import { seen } from './fake/sheet';

const kept = new Map<string, Response>();
const fetched = vi.fn<(url: string) => Promise<Response>>();
const script = (type = 'text/javascript') => new Response('1', { headers: { 'Content-Type': type } });

const caches = {
  match: async () => [...kept.values()][0],
  open: async () => ({ put: async (url: string, answer: Response) => void kept.set(url, answer) }),
  delete: async () => kept.clear(),
};

/** A phone in a team, with a camera, whose browser is as told. */
function phoneWith(more: { formats?: string[]; connection?: object; onLine?: boolean; camera?: boolean }) {
  const { formats, connection, onLine = true, camera = true } = more;
  vi.stubGlobal('navigator', {
    onLine,
    connection,
    mediaDevices: camera ? { getUserMedia: async () => undefined } : undefined,
  });
  vi.stubGlobal('BarcodeDetector', formats && { getSupportedFormats: async () => formats });
}

beforeEach(async () => {
  kept.clear();
  fetched.mockReset().mockImplementation(async () => script());
  vi.stubGlobal('caches', caches);
  vi.stubGlobal('fetch', fetched);
  readerHere.value = null;
  await freshPhone();
  houseWatch.start();
  await vi.waitFor(() => expect(house.value).not.toBeNull());
});
afterEach(() => vi.unstubAllGlobals());

describe('the reader of codes', () => {
  it('is fetched once, and then it is there without a network', async () => {
    phoneWith({});
    await Promise.all([lookForReader(), lookForReader()]);
    expect([readerHere.value, kept.size]).toEqual(['kept', 1]);

    readerHere.value = null;
    phoneWith({ onLine: false });
    await lookForReader();

    expect(readerHere.value).toBe('kept');
    expect(fetched).toHaveBeenCalledTimes(1);
  });

  it('is left where the browser reads by itself', async () => {
    phoneWith({ formats: ['ean_13', 'qr_code'] });
    await lookForReader();

    expect(readerHere.value).toBe('browser');
    expect(fetched).not.toHaveBeenCalled();
  });

  it('is fetched for a detector that knows no QR', async () => {
    phoneWith({ formats: [] });
    await lookForReader();

    expect(readerHere.value).toBe('kept');
  });

  it.each([
    ['without a network', { onLine: false }],
    ['where data is saved', { connection: { saveData: true } }],
    ['on a slow network', { connection: { effectiveType: 'slow-2g' } }],
  ])('is not fetched %s', async (_when, more) => {
    phoneWith(more);
    await lookForReader();

    expect(readerHere.value).toBe('missing');
    expect(fetched).not.toHaveBeenCalled();
  });

  it('is not fetched before the phone belongs to a team', async () => {
    await setMeta('enrolment', null as never);
    await vi.waitFor(() => expect(house.value).toBeNull());
    phoneWith({});
    await lookForReader();
    await setMeta('enrolment', ENROLMENT);

    expect(fetched).not.toHaveBeenCalled();
  });

  it('is not fetched where there is no camera', async () => {
    phoneWith({ camera: false });
    await lookForReader();

    expect(fetched).not.toHaveBeenCalled();
  });

  it.each([
    ['nobody', async () => Promise.reject(new TypeError('cut'))],
    ['a stranger', async () => script('text/html')],
    ['a server without it', async () => new Response('', { status: 404 })],
  ])('is missing when %s answers, and asked for again later', async (_who, answer) => {
    phoneWith({});
    fetched.mockImplementationOnce(answer);
    await lookForReader();
    expect([readerHere.value, kept.size]).toEqual(['missing', 0]);

    await lookForReader();

    expect(readerHere.value).toBe('kept');
  });

  it('trusts a network of which the browser tells nothing', () => {
    expect(isGoodNetwork({ onLine: true })).toBe(true);
    expect(isGoodNetwork({ onLine: true, connection: { effectiveType: '3g' } })).toBe(true);
  });
});

describe('a picture of the sheet', () => {
  const answers: (string | null)[] = [];
  const worker = {
    onmessage: (_event: { data: unknown }) => undefined,
    postMessage: (text: string | null) => answers.push(text),
  };
  const read = async (frame: unknown) => {
    vi.stubGlobal('self', worker);
    await import('../src/places/reader');
    answers.length = 0;
    worker.onmessage({ data: frame });
    return answers;
  };

  it.each([
    ['as it is printed', {}],
    ['turned', { turn: 0.7 }],
    ['upside down', { turn: Math.PI }],
    ['from the side', { lean: 0.0003 }],
    ['blurred, grainy and dark', { blur: 1, grain: 20, light: 0.3 }],
  ])('is read %s', async (_how, how) => {
    expect(await read(seen(how))).toEqual(['https://keng.example/app/#/at/1GMT4N']);
  });

  it('without a code is answered, too', async () => {
    expect(await read(seen({ contrast: 0, grain: 40 }))).toEqual([null]);
  });
});
