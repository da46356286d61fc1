import { configDefaults, defineConfig } from 'vitest/config';

/** Tests to leave out, as patterns with spaces between them; the end of the run says so. */
const without = process.env.MIANSHEN_WITHOUT?.split(' ') ?? [];

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...without],
    testTimeout: 120_000,
    // By default one core is left idle.
    maxWorkers: '100%',
    setupFiles: ['test/fixed-seed.ts'],
    globalSetup: ['test/store/say-what-did-not-run.ts'],
  },
});
