import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 120_000,
    setupFiles: ['test/fixed-seed.ts'],
    globalSetup: ['test/store/say-what-did-not-run.ts'],
  },
});
