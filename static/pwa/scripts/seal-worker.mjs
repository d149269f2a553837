// After `vite build`: marks what the first screen runs, builds the worker for old browsers and the scripts that must run when the app does not, each as one
// small file that shares nothing with it, writes the list of files into both workers, and puts them at /app/sw.js and
// /app/sw-classic.js.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { build } from 'vite';
import { injectManifest } from 'workbox-build';

const OUT = 'dist/app';

const page = await readFile(`${OUT}/index.html`, 'utf8');
const SCRIPT = /<script type="module" crossorigin src="\/app\/([^"]+)">/g;
const scripts = [...page.matchAll(SCRIPT)].map(([, file]) => file);
if (scripts.length === 0) throw new Error('no script of the first screen is found in the page');

// Chrome (136 and later) compiles these whole beside the page while they come in, in place of one function after the other at
// its first call: a quarter of a cold start on a slow phone. The words must stand on the first line.
for (const file of scripts) {
  const code = await readFile(`${OUT}/${file}`, 'utf8');
  await writeFile(`${OUT}/${file}`, `//# allFunctionsCalledOnLoad\n${code}`);
}

// What Chrome has compiled once lies beside the script for the next start. It looks there for modules, too, but only for
// those that are asked for ahead as scripts; all others it compiles anew at each start.
const ahead = scripts.map((file) => `<link rel="preload" as="script" crossorigin href="/app/${file}">\n    `);
await writeFile(
  `${OUT}/index.html`,
  page.replace('<script type="module"', `${ahead.join('')}<script type="module"`),
);

for (const [input, entryFileNames] of [
  ['src/sw/classic.ts', 'unsealed-worker-classic.js'],
  ['src/rescue/page.ts', 'rescue.js'],
  ['public/first.js', 'first.js'],
]) {
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir: OUT,
      emptyOutDir: false,
      target: 'chrome80',
      rolldownOptions: { input, output: { format: 'iife', entryFileNames } },
    },
  });
}

const FILES = {
  globDirectory: OUT,
  globPatterns: [
    'index.html',
    'first.js',
    'rescue.html',
    'rescue.css',
    'rescue.js',
    'manifest.webmanifest',
    'assets/**/*',
    'icons/mark.svg',
  ],
  // The rescue page's files are renewed with every version by name (src/sw/shell.ts).
  dontCacheBustURLsMatching: /^(assets\/|rescue\.)/,
};

for (const [from, to] of [
  ['unsealed-worker.js', 'sw.js'],
  ['unsealed-worker-classic.js', 'sw-classic.js'],
]) {
  const { count, size, warnings } = await injectManifest({
    ...FILES,
    swSrc: `${OUT}/${from}`,
    swDest: `${OUT}/${to}`,
  });
  await rm(`${OUT}/${from}`);
  for (const warning of warnings) console.warn(warning);
  console.log(`${to}: ${count} files kept on the phone, ${Math.round(size / 1024)} KB unpacked`);
}
