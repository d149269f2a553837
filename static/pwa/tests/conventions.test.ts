import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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

  it('keep every file short enough to be read at once', () => {
    expect(files.filter(({ source }) => source.split('\n').length > 251).map(({ name }) => name)).toEqual([]);
  });
});
