import { defineConfig } from 'vitest/config'

/** The tests of the models, on the versions that this folder pins: to be run under the Node that it pins too. */
export default defineConfig({
  test: {
    root: new URL('../../..', import.meta.url).pathname,
    include: ['test/clients/{models,shapes}.test.ts', 'test/clients/retry/{clients,set-ups,wrappers,p-retry,effect,sdks}.test.ts'],
    env: { CLIENT_VERSIONS: 'newest' },
    isolate: false,
    passWithNoTests: false,
    testTimeout: 60_000,
  },
})
