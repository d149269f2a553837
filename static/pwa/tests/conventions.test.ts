import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !/^(contract|office)\//.test(name))
  .map((name) => ({ name, source: readFileSync(join('src', name), 'utf8') }));

const importsOf = (source: string): string[] =>
  [...source.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map((match) => match[1] ?? '');

/** Files of `folder` that import something whose path matches `what`. */
const offenders = (folder: RegExp, what: RegExp): string[] =>
  files
    .filter(({ name, source }) => folder.test(name) && importsOf(source).some((path) => what.test(path)))
    .map(({ name }) => name);

/** The files that come with these, because they are imported at once. */
function reachedFrom(...names: string[]): Set<string> {
  const reached = new Set<string>();
  for (const waiting = [...names]; waiting.length > 0; ) {
    const name = waiting.pop() ?? '';
    const file = files.find((one) => one.name === name);
    if (!file || reached.has(name)) continue;
    reached.add(name);
    for (const [, path = ''] of file.source.matchAll(/(?:from|^import) '(\.[^']+)'/gm)) {
      const next = join(dirname(name), path);
      waiting.push(`${next}.ts`, `${next}.tsx`);
    }
  }
  return reached;
}

describe('the habits of the phone', () => {
  it('use nothing that Chrome 90 does not have', () => {
    const newer =
      /\.at\(-?\d|structuredClone|Object\.hasOwn|\.findLast|\.toSorted|\.toReversed|randomUUID|AbortSignal\.timeout|\(\?<[=!]/;
    expect(files.filter(({ source }) => newer.test(source)).map(({ name }) => name)).toEqual([]);
  });

  it('let screens and components reach neither the network nor the engine', () => {
    expect(
      offenders(/^(screens|components|house)\//, /\/(api\/(client|endpoints)|sync\/(?!triggers))/),
    ).toEqual([]);
  });

  it('let commands write the database and never the network', () => {
    expect(offenders(/^(reports|photos)\//, /\/(sync|api\/(client|endpoints))/)).toEqual([]);
  });

  it('keep what the worker runs free of the page', () => {
    expect(
      offenders(/^(sync|sw)\/(?!triggers|register)/, /\/(screens|components|house|i18n|look)\//),
    ).toEqual([]);
  });

  it('let only a part that is fetched later use the words that come with it', () => {
    const first = reachedFrom('main.tsx', 'sw/sw.ts');
    for (const name of readdirSync('src/screens/parts')) {
      const words = `src/i18n/${name.replace('.ts', '.vi.json')}`;
      if (!existsSync(words) || name === 'rescue.ts') continue;
      const own = reachedFrom(`screens/parts/${name}`);
      const keys = Object.keys(JSON.parse(readFileSync(words, 'utf8'))).map((key) => `'${key}'`);
      const wrong = files
        .filter((file) => first.has(file.name) || !own.has(file.name))
        .flatMap((file) => keys.filter((key) => file.source.includes(key)).map((key) => [file.name, key]));
      expect(wrong).toEqual([]);
    }
  });

  it('keep every file short enough to be read at once', () => {
    expect(files.filter(({ source }) => source.split('\n').length > 251).map(({ name }) => name)).toEqual([]);
  });
});
