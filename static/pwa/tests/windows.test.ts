import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const tick = () => new Promise((done) => setTimeout(done, 10));
const answer = () => new Promise((done) => setTimeout(done, 1));

type Held = { name: string; steal: (fault: unknown) => void };

/** The browser's locks, shared by all windows of a test. Who holds what is settled at once; the windows hear of it later. */
function browserLocks() {
  const held: Held[] = [];
  const request = (name: string, options: LockOptions, work: (lock: object | null) => unknown) => {
    const at = held.findIndex((one) => one.name === name);
    if (at >= 0 && !options.steal) return answer().then(() => work(null));
    if (at >= 0) held.splice(at, 1)[0]?.steal(new DOMException('stolen', 'AbortError'));
    return new Promise((done, failed) => {
      const mine: Held = { name, steal: failed };
      held.push(mine);
      const free = () => {
        if (held.includes(mine)) held.splice(held.indexOf(mine), 1);
      };
      const working = answer().then(() => work({}));
      working.then(
        (value) => {
          free();
          done(value);
        },
        (fault) => {
          free();
          failed(fault);
        },
      );
    });
  };
  return { request, query: async () => ({ held: held.map(({ name }) => ({ name })) }) };
}

let page: EventTarget & { visibilityState: string };

async function newWindow() {
  vi.resetModules();
  return import('../src/house/windows');
}

beforeEach(() => {
  page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  vi.stubGlobal('document', page);
  vi.stubGlobal('navigator', { locks: browserLocks() });
});
afterEach(() => vi.unstubAllGlobals());

describe('a draft in two windows', () => {
  it('is written in the first; the second says so', async () => {
    const first = await newWindow();
    const second = await newWindow();
    first.claim('d1');
    second.claim('d1');
    await tick();
    expect([first.writer.value, second.writer.value]).toEqual(['here', 'elsewhere']);
  });

  it('goes over to the second at a tap, and then the first says so', async () => {
    const first = await newWindow();
    const second = await newWindow();
    first.claim('d1');
    second.claim('d1');
    await tick();
    second.claim('d1', true);
    await tick();
    expect([first.writer.value, second.writer.value]).toEqual(['elsewhere', 'here']);
  });

  it('is free again when the first is left', async () => {
    const first = await newWindow();
    const second = await newWindow();
    first.claim('d1');
    first.leave();
    await new Promise((done) => setTimeout(done, 450));
    second.claim('d1');
    await tick();
    expect(second.writer.value).toBe('here');
  });

  it('is not held by a window that nobody sees', async () => {
    const first = await newWindow();
    first.watchWindow();
    first.claim('d1');
    await tick();
    page.visibilityState = 'hidden';
    page.dispatchEvent(new Event('visibilitychange'));
    await tick();
    const second = await newWindow();
    second.claim('d1');
    await tick();
    expect(second.writer.value).toBe('here');
    page.visibilityState = 'visible';
    page.dispatchEvent(new Event('visibilitychange'));
    await tick();
    expect(first.writer.value).toBe('elsewhere');
  });

  it('is not taken for another window’s when its own window comes into sight before the browser has answered', async () => {
    const first = await newWindow();
    first.watchWindow();
    first.claim('d1');
    page.dispatchEvent(new Event('visibilitychange'));
    await tick();
    expect(first.writer.value).toBe('here');
  });

  it('is not taken for another window’s when its own window goes and comes at once', async () => {
    const first = await newWindow();
    first.watchWindow();
    first.claim('d1');
    for (const state of ['hidden', 'visible']) {
      page.visibilityState = state;
      page.dispatchEvent(new Event('visibilitychange'));
    }
    await tick();
    expect(first.writer.value).toBe('here');
    const second = await newWindow();
    second.claim('d1');
    await tick();
    expect(second.writer.value).toBe('elsewhere');
  });

  it('stays one window’s from screen to screen', async () => {
    const first = await newWindow();
    first.claim('d1');
    await tick();
    first.leave();
    first.claim('d1');
    await new Promise((done) => setTimeout(done, 450));
    const second = await newWindow();
    second.claim('d1');
    await tick();
    expect(second.writer.value).toBe('elsewhere');
  });

  it('may be written in both where the browser has no locks', async () => {
    vi.stubGlobal('navigator', {});
    const first = await newWindow();
    const second = await newWindow();
    first.claim('d1');
    second.claim('d1');
    await tick();
    expect([first.writer.value, second.writer.value]).toEqual(['here', 'here']);
  });
});

describe('a newer version', () => {
  it('does not take over while any window has a form open', async () => {
    const first = await newWindow();
    const { isSafeMoment } = await import('../src/house/safe-moment');
    expect(await isSafeMoment()).toBe(true);
    first.claim('d1');
    await tick();
    expect(await isSafeMoment()).toBe(false);
  });

  it('does not take over while something is being sent', async () => {
    const { isSafeMoment } = await import('../src/house/safe-moment');
    let sent: () => void = () => {};
    void navigator.locks.request('keng-sync', {}, () => new Promise<void>((done) => (sent = done)));
    await tick();
    expect(await isSafeMoment()).toBe(false);
    sent();
    await tick();
    expect(await isSafeMoment()).toBe(true);
  });

  it('does not take over while a picture is being kept', async () => {
    vi.resetModules();
    const { isSafeMoment } = await import('../src/house/safe-moment');
    const { counted } = await import('../src/house/under-way');
    let kept: () => void = () => {};
    const keeping = counted(new Promise<void>((done) => (kept = done)));
    expect(await isSafeMoment()).toBe(false);
    kept();
    await keeping;
    expect(await isSafeMoment()).toBe(true);
  });
});
