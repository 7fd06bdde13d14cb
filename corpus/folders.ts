import { resolve } from 'node:path'

/** The corpus. This file runs as `.tmp/build/corpus/folders.js`. */
export const CORPUS = resolve(import.meta.dirname, '../../../corpus')

/** Where `npm run corpus:install` puts the packages. */
export const PACKAGES = resolve(CORPUS, 'node_modules')
