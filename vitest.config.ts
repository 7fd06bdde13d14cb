import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Each isolate would import typescript and the parser again: 28 s against 3 s for 24 rule files.
    isolate: false,
    testTimeout: 60_000,
  },
})
