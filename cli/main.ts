#!/usr/bin/env node
import { createRequire } from 'node:module'

import { Command, CommanderError, InvalidArgumentError } from 'commander'

import { audit, type AuditOptions, type Surroundings } from './audit.ts'
import { ExitCode } from './exit-codes.ts'
import { init, removeStub } from './init.ts'
import { isClosedPipe } from './terminal.ts'

const EXIT_CODES = `
Exit codes:
  0  done, also with findings
  2  something could not be read, parsed or written; the rest was done
  3  wrong usage, or no file matched`

/** The command line. Its actions leave their exit code in `process.exitCode`. */
function commandLine(around: Surroundings): Command {
  const program = new Command('eslint-plugin-http-errors')
    .description('What does this code do when a server answers 402 Payment Required?')
    .version(version(), '-v, --version')
    .exitOverride()
    .showHelpAfterError('(--help shows how to use it)')
    .addHelpText('after', EXIT_CODES)

  program
    .command('audit')
    .description('List every request and every retry, with what happens on a 402')
    .argument('<paths...>', 'files, folders and globs')
    .option('--json', 'one JSON object a line on standard output (see docs/audit.md)')
    .option('--status <code>', 'ask about another status', toStatus, 402)
    .option('--ignore <pattern>', 'leave out what this .gitignore pattern names; may be repeated', append)
    .addHelpText('after', EXIT_CODES)
    .action(async (paths: string[], { json = false, status, ignore = [] }: Partial<AuditOptions> & { status: number }) => {
      process.exitCode = await audit(paths, { json, status, ignore }, around)
    })

  program
    .command('init')
    .description('Write ./add-402-handling, so that "npx jscodeshift -t add-402-handling src" finds the codemod')
    .option('--remove', 'take the file away again')
    .action(async ({ remove = false }: { remove?: boolean }) => {
      process.exitCode = remove ? await removeStub(around) : await init(around)
    })

  return program
}

function toStatus(value: string): number {
  const status = Number(value)
  if (!/^\d{3}$/.test(value) || status < 100 || status > 599) throw new InvalidArgumentError('A status is a number from 100 to 599.')
  return status
}

function append(value: string, values: readonly string[] = []): string[] {
  return [...values, value]
}

function version(): string {
  const manifest = createRequire(import.meta.url)('eslint-plugin-http-errors/package.json') as { version: string }
  return manifest.version
}

async function main(): Promise<void> {
  const { stdout, stderr, env, argv } = process
  // Every write has a callback that is told of the failure; this only keeps it from being thrown a second time.
  for (const output of [stdout, stderr]) output.on('error', () => undefined)
  try {
    await commandLine({ cwd: process.cwd(), env, stdout, stderr }).parseAsync(argv)
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? ExitCode.done : ExitCode.usage
    // Whoever reads has seen enough (`| head`).
    else if (!isClosedPipe(error)) throw error
  }
}

await main()
