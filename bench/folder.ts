import { resolve } from 'node:path'

/** The project. This file runs as `.tmp/build/bench/folder.js`. */
export const ROOT = resolve(import.meta.dirname, '../../..')

/** Where the benchmarks install and unpack what they measure. Git ignores it. */
export const FOLDER = resolve(ROOT, '.tmp/bench')
