import { defineConfig } from 'vite';
import packageJson from './package.json' with { type: 'json' };

// The worker is built beside the page, so that both load the very same chunks:
// the phone fetches the database and the engine once, not twice.
export default defineConfig({
  base: '/app/',
  define: { __VERSION__: JSON.stringify(packageJson.version) },
  // The package's own entry is its old-browser build behind a wrapper; the modern one is 4 KB less.
  resolve: { alias: { dexie: 'dexie/dist/modern/dexie.mjs' } },
  build: {
    outDir: 'dist/app',
    emptyOutDir: true,
    target: ['chrome90', 'firefox90', 'safari15'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 1024,
    rolldownOptions: {
      input: { app: 'index.html', worker: 'src/sw/sw.ts' },
      output: {
        entryFileNames: (chunk) =>
          chunk.name.startsWith('worker') ? 'unsealed-[name].js' : 'assets/[name]-[hash].js',
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
  server: { host: '127.0.0.1', port: 8140, proxy: { '/api': 'http://127.0.0.1:8000' } },
});
