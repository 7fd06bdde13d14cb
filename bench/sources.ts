import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { globSync } from 'tinyglobby'

import { FOLDER } from './folder.ts'

/** Published packages that hold the source they were written in, and the folders where it is. */
const PACKAGES: readonly (readonly [name: string, ...folders: string[]])[] = [
  ['@ai-sdk/gateway@3.0.232', 'src'],
  ['@ai-sdk/openai@3.0.141', 'src'],
  ['@ai-sdk/provider-utils@4.0.66', 'src'],
  ['@anthropic-ai/sdk@1.12.0', 'src'],
  ['@aws-amplify/auth@6.21.1', 'src'],
  ['@gradio/client@2.7.0', 'src'],
  ['@huggingface/hub@2.17.5', 'src'],
  ['@huggingface/inference@4.13.30', 'src'],
  ['@refinedev/core@5.0.12', 'src'],
  ['@sanity/client@7.28.0', 'src'],
  ['@supabase/auth-js@2.109.0', 'src'],
  ['@supabase/functions-js@2.109.0', 'src'],
  ['@supabase/storage-js@2.109.0', 'src'],
  ['@supabase/supabase-js@2.109.0', 'src'],
  ['@tanstack/query-core@5.108.0', 'src'],
  ['@trpc/client@11.25.2', 'src'],
  ['@trpc/server@11.25.2', 'src'],
  ['ai@6.0.326', 'src'],
  ['ghost@5.130.6', 'core/frontend/{apps,helpers,meta,services,utils,web}', 'core/server/{adapters,api,lib,models,services,web}', 'core/shared'],
  ['graphql-request@7.4.0', 'src'],
  ['lighthouse@12.8.2', 'cli', 'core', 'report', 'shared'],
  ['npm@11.21.2', 'bin', 'lib'],
  ['openai@6.49.0', 'src'],
  ['thirdweb@5.121.6', 'src/{ai,analytics,auth,bridge,contract,engine,insight,pay,react,rpc,social,storage,tokens,transaction,utils,x402}'],
]

const SOURCE_FILES = '**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}'
const DECLARATIONS = '**/*.d.{ts,mts,cts}'

/**
 * Downloads and unpacks the packages, without what they depend on; those that are there already are left as they are.
 *
 * @returns the absolute paths of their source files, in a fixed order
 * @throws {Error} with the output of npm or tar, where that fails
 */
export function sourceFiles(): string[] {
  const folder = join(FOLDER, 'sources')
  mkdirSync(folder, { recursive: true })
  return PACKAGES.flatMap(([name, ...folders]) => {
    const target = join(folder, name.replaceAll('/', '+'))
    if (!existsSync(target)) unpack(name, target)
    const patterns = folders.map((inner) => `${inner}/${SOURCE_FILES}`)
    return globSync(patterns, { cwd: target, absolute: true, ignore: [DECLARATIONS] }).sort()
  })
}

function unpack(name: string, target: string): void {
  console.error(`Unpacking ${name}`)
  const folder = mkdtempSync(join(FOLDER, 'download-'))
  try {
    execFileSync('npm', ['pack', name, '--ignore-scripts', '--silent', '--pack-destination', folder], { stdio: ['ignore', 'ignore', 'inherit'] })
    const tarball = readdirSync(folder).find((entry) => entry.endsWith('.tgz'))
    if (tarball === undefined) throw new Error(`npm gave no tarball for ${name}.`)
    const content = join(folder, 'content')
    mkdirSync(content)
    execFileSync('tar', ['-xzf', join(folder, tarball), '-C', content, '--strip-components=1'], { stdio: ['ignore', 'ignore', 'inherit'] })
    renameSync(content, target)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
