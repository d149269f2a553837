// After `vite build`: builds the worker for old browsers, writes the list of files into both workers, and
// puts them at /app/sw.js and /app/sw-classic.js.
import { rm } from 'node:fs/promises';
import { build } from 'vite';
import { injectManifest } from 'workbox-build';

const OUT = 'dist/app';

await build({
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    outDir: OUT,
    emptyOutDir: false,
    target: 'chrome80',
    rolldownOptions: {
      input: 'src/sw/classic.ts',
      output: { format: 'iife', entryFileNames: 'unsealed-worker-classic.js' },
    },
  },
});

const FILES = {
  globDirectory: OUT,
  globPatterns: [
    'index.html',
    'theme.js',
    'manifest.webmanifest',
    'assets/**/*',
    'icons/mark.svg',
    'theme.js',
  ],
  dontCacheBustURLsMatching: /^assets\//,
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
