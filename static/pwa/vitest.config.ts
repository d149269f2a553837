import { defineConfig } from 'vitest/config';
import packageJson from './package.json' with { type: 'json' };

export default defineConfig({
  define: { __VERSION__: JSON.stringify(packageJson.version) },
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    setupFiles: ['tests/setup.ts'],
    testTimeout: 15_000,
    pool: 'threads',
    maxWorkers: 2,
  },
});
