import { configDefaults, defineConfig } from 'vitest/config'

// Each isolate would import typescript and the parser again: 28 s against 3 s for 24 rule files.
const SHARED = { isolate: false, testTimeout: 60_000 }
// Real clients keep pools and diagnostics for a process: urllib's ids differ where undici ran before.
const PROCESS_WIDE = ['test/oracle/libraries/**/*.test.ts', 'test/codemods/under-retries.test.ts']

export default defineConfig({
  test: {
    // The default leaves one processor out, which on two is every other one.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          ...SHARED,
          name: 'tests',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...PROCESS_WIDE],
        },
      },
      { test: { ...SHARED, name: 'real clients', include: PROCESS_WIDE, isolate: true } },
    ],
  },
})
