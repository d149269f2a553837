import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import packageJson from './package.json' with { type: 'json' };

/**
 * What the first screen runs, but for what the worker runs too, as one file: else each part that is fetched later would cut
 * its own piece off, and small pieces squeeze badly. Drawings are cut by use, so they stay out. Known once all is read.
 */
const first = new Set<string>();

function firstScreen(): Plugin {
  const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));
  return {
    name: 'first-screen',
    buildEnd() {
      const reach = (id: string, reached: Set<string>, later: boolean) => {
        if (reached.has(id)) return reached;
        reached.add(id);
        const { importedIds = [], dynamicallyImportedIds = [] } = this.getModuleInfo(id) ?? {};
        for (const next of later ? [...importedIds, ...dynamicallyImportedIds] : importedIds)
          reach(next, reached, later);
        return reached;
      };
      const worker = reach(pathOf('src/sw/sw.ts'), new Set(), true);
      for (const id of reach(pathOf('src/main.tsx'), new Set(), false))
        if (!worker.has(id) && !id.includes('/lucide/')) first.add(id);
    },
  };
}

// The worker is built beside the page, so that both load the very same chunks:
// the phone fetches the database and the engine once, not twice.
export default defineConfig({
  base: '/app/',
  plugins: [firstScreen()],
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
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [{ name: 'first', test: (id) => first.has(id) }],
        },
        entryFileNames: (chunk) =>
          chunk.name.startsWith('worker') ? 'unsealed-[name].js' : 'assets/[name]-[hash].js',
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
  server: { host: '127.0.0.1', port: 8140, proxy: { '/api': 'http://127.0.0.1:8000' } },
});
