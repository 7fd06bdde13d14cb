import { existsSync } from 'node:fs'

import { type Browser, chromium } from 'playwright-core'

/** Debian's package, or what `CHROMIUM` names. */
const PATH = process.env['CHROMIUM'] ?? '/usr/bin/chromium'

/** Keeps Chromium from asking anything of the network at its start. */
const QUIET = ['--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic', '--disable-gpu']

/**
 * Starts Chromium without a window.
 *
 * @throws Error with what to install, where there is none
 */
export function startBrowser(): Promise<Browser> {
  if (!existsSync(PATH)) throw new Error(`There is no Chromium at ${PATH}. Install it ("apt-get install chromium"), or name one: CHROMIUM=/path/to/chromium npm run test:browser`)
  // Root, as in containers, has no sandbox to offer.
  return chromium.launch({ executablePath: PATH, args: [...QUIET, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])] })
}
