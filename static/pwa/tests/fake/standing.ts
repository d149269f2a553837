/** A fresh phone before a server of the tests' own, anew for each test of a file. */
import { afterEach, beforeEach, vi } from 'vitest';
import { freshPhone } from './cast';
import { FakeServer } from './server';

/** Gives the server of the test that runs: `const standing = standServer()`, then `standing.server`. */
export function standServer(): { server: FakeServer } {
  const standing = { server: new FakeServer() };
  beforeEach(async () => {
    await freshPhone();
    standing.server = new FakeServer();
    vi.stubGlobal('fetch', standing.server.fetch);
  });
  afterEach(() => vi.unstubAllGlobals());
  return standing;
}
