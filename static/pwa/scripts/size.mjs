// What a phone fetches on its first visit, in gzip as `squeeze.mjs` makes it; fails when it is more than the budget.
// "script" = what runs before the first screen is there, and the worker. "all" = everything that the worker keeps before it
// says that the app works offline: fonts, pictures, and the screens on which a night is written. "past" = past nights,
// the roster and settings, which follow at once; "beside" = looks at things and activities, right after; "rescue" = the page and the screens for when sending does not work, a
// little later; "reader" = what reads codes where the browser cannot. The words of the second language are fetched by
// those who choose it.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const OUT = 'dist/app';
const BUDGET = {
  script: 90 * 1024,
  all: 190 * 1024,
  past: 47 * 1024,
  beside: 12 * 1024,
  reader: 16 * 1024,
  rescue: 16 * 1024,
};
const RESCUE = /dist\/app\/(rescue\.|assets\/rescue-)/;

const walk = (folder) =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? walk(path) : [path];
  });

const weigh = (path) => {
  const bytes = readFileSync(path);
  return /\.(woff2|png)$/.test(path) ? bytes.length : gzipSync(bytes, { level: 9 }).length;
};

const html = readFileSync(join(OUT, 'index.html'), 'utf8');
const first = new Set(['sw.js']);
const follow = (file) => {
  if (first.has(file)) return;
  first.add(file);
  const source = readFileSync(join(OUT, file), 'utf8');
  for (const [, name] of source.matchAll(/(?:import|from)\s*"\.\/([^"]+\.js)"/g)) follow(`assets/${name}`);
};
for (const [, file] of html.matchAll(/(?:src|href)="\/app\/(assets\/[^"]+\.js)"/g)) follow(file);

const READER = /assets\/reader-/;
const BESIDE = /assets\/beside-/;
const PAST = /assets\/(past|care|guard)-/;
const files = walk(OUT).filter(
  (path) => !/sw-classic\.js$|icons\/.*\.png$|assets\/en-|\.(gz|br)$/.test(path),
);
const sum = (paths) => paths.reduce((total, path) => total + weigh(path), 0);
const totals = {
  script: sum([...first].map((file) => join(OUT, file))),
  all: sum(files.filter((path) => ![RESCUE, PAST, BESIDE, READER].some((part) => part.test(path)))),
  past: sum(files.filter((path) => PAST.test(path))),
  beside: sum(files.filter((path) => BESIDE.test(path))),
  reader: sum(files.filter((path) => READER.test(path))),
  rescue: sum(files.filter((path) => RESCUE.test(path))),
};

for (const path of files.sort((a, b) => weigh(b) - weigh(a))) {
  const mark = first.has(path.slice(OUT.length + 1)) ? 'first' : '     ';
  console.log(`${(weigh(path) / 1024).toFixed(1).padStart(7)} KB  ${mark}  ${path}`);
}
let over = false;
for (const [what, bytes] of Object.entries(totals)) {
  over ||= bytes > BUDGET[what];
  console.log(`${what}: ${(bytes / 1024).toFixed(1)} KB of ${BUDGET[what] / 1024} KB`);
}
process.exitCode = over ? 1 : 0;
