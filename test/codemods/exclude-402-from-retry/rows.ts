import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { analyse } from '../../../analysis/index.ts'
import { transform } from '../../../codemods/exclude-402-from-retry.ts'
import type { CodemodResult } from '../../../codemods/codemod.ts'
import { parseSource } from '../../../source/parse.ts'

/** The module that edited programs import the typed error from. */
export const PAYMENT_MODULE = 'payment-required.mjs'

/** Whether the analysis finds that a program sends a 402 again. */
export function isReported(code: string, path = 'row.mjs'): boolean {
  return analyse(parseSource(code, path), code).retries.some(({ verdict }) => verdict === 'blanket' || verdict === 'explicit')
}

/** Programs of `test/clients/retry` that are left as they are, with the reason; all others have to be edited. */
export const LEFT_ALONE: Readonly<Record<string, string>> = {
  'axios-retry: in a function': 'on-purpose',
  '@slack/web-api: retries: 2': 'no-option',
  'GitHub of @actions/github: the default': 'options-elsewhere',
  'async-retry: bail, and throw all the same': 'no-way-out',
  'cockatiel: or': 'on-purpose',
  'ts-retry: until ok': 'no-way-out',
  'ts-retry: until response': 'no-way-out',
  'ts-retry-promise: until ok': 'no-way-out',
  'retry-as-promised: match a message': 'on-purpose',
  'requestretry: retryStrategy says it in an object': 'on-purpose',
  'bottleneck: a 402 alone': 'on-purpose',
  '@mistralai/mistralai: retryCodes with 4XX': 'no-option',
  '@azure/core-rest-pipeline: a strategy for any failure': 'no-option',
  '@azure/core-rest-pipeline: a strategy that names a 402': 'no-option',
  '@azure/core-rest-pipeline: two strategies': 'no-option',
  'AWS SDK: a strategy for any failure': 'no-option',
  'Effect.retry: a 402 alone': 'on-purpose',
  'Effect.retryOrElse: recurs': 'no-way-out',
  'Effect.retryOrElse: the effect first': 'no-way-out',
}

/**
 * A program as the codemod leaves it.
 *
 * @param versions what packages are installed as, where that is not their own name: `p-retry-4`
 * @param folder where they are installed
 */
export function excluded(code: string, versions: Readonly<Record<string, string>>, folder: string): CodemodResult {
  const own = Object.entries(versions).map(([name, alias]): [string, string] => [name, alias.replace(/^.*-/, '')])
  if (own.length === 0) return transform(code, join(folder, 'row.mjs'), { tests: 'edit', paymentModule: `./${PAYMENT_MODULE}` })
  const project = mkdtempSync(join(tmpdir(), 'exclude-row-'))
  try {
    writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'row', dependencies: Object.fromEntries(own) }))
    return transform(code, join(project, 'row.mjs'), { paymentModule: `./${PAYMENT_MODULE}` })
  } finally {
    rmSync(project, { recursive: true, force: true })
  }
}
