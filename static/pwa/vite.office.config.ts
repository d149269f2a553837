import { defineConfig } from 'vite';

export default defineConfig({
  base: '/assets/',
  publicDir: false,
  build: {
    outDir: 'dist/office',
    emptyOutDir: true,
    assetsDir: '',
    target: ['chrome90', 'firefox90', 'safari15'],
    modulePreload: { polyfill: false },
    manifest: 'manifest.json',
    rolldownOptions: { input: { office: 'src/office/main.ts' } },
  },
});
