#!/usr/bin/env node
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'

import { readOwnClients } from '../analysis/index.ts'
import { audit, type AuditOptions } from './audit.ts'
import { runCodemod, type CodemodOptions } from './codemod.ts'
import { CODEMODS, type CodemodCommand } from './codemods.ts'
import { clientOption } from './client-option.ts'
import { ExitCode } from './exit-codes.ts'
import { init, removeStub } from './init.ts'
import type { Surroundings } from './messages.ts'
import { packageVersion } from './package-version.ts'
import { isClosedPipe } from './terminal.ts'

const EXIT_CODES = `
Exit codes:
  0  done, also with findings
  1  with --check: a codemod would edit something
  2  something could not be read, parsed or written; the rest was done
  3  wrong usage, or no file matched`

const CODEMOD_EXIT_CODES = `
Exit codes:
  0  done
  1  with --check: something would be edited
  2  a file could not be read, parsed or written; the rest was done
  3  wrong usage, no file matched, or changes that are not committed;
     nothing was written`

/** The command line. Its actions leave their exit code in `process.exitCode`. */
function commandLine(around: Surroundings): Command {
  const program = new Command('eslint-plugin-http-errors')
    .description('What does this code do when a server answers 402 Payment Required?')
    .version(packageVersion(), '-v, --version')
    .exitOverride()
    // With arguments, the names leave no room for what they do.
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .showHelpAfterError('(--help shows how to use it)')
    .addHelpText('after', EXIT_CODES)

  program
    .command('audit')
    .description('List every request and every retry, with what happens on a 402')
    .argument('<paths...>', 'files, folders and globs')
    .option('--json', 'one JSON object a line on standard output (see docs/audit.md)')
    .addOption(new Option('--sarif', 'one SARIF 2.1.0 log on standard output, for code scanning').conflicts('json'))
    .option('--html <file>', 'a page for a browser, with what happens for each status')
    .option('--status <code>', 'ask about another status', toStatus, 402)
    .addOption(clientOption())
    .option('--ignore <pattern>', 'leave out what this .gitignore pattern names; may be repeated', append)
    .addHelpText('after', EXIT_CODES)
    .action(async (paths: string[], { json = false, sarif = false, html, status, client, ignore = [] }: Partial<AuditOptions> & { status: number; client?: string[] }) => {
      process.exitCode = await audit(paths, { json, sarif, status, clients: client && readOwnClients(client), ignore, ...(html !== undefined && { html }) }, around)
    })

  for (const codemod of CODEMODS) addCodemod(program, codemod, around)

  program
    .command('init')
    .description('Write ./add-402-handling and ./exclude-402-from-retry, so that "npx jscodeshift -t add-402-handling src" finds the codemods')
    .option('--remove', 'take the file away again')
    .action(async ({ remove = false }: { remove?: boolean }) => {
      process.exitCode = remove ? await removeStub(around) : await init(around)
    })

  return program
}

function addCodemod(program: Command, codemod: CodemodCommand, around: Surroundings): void {
  const command = program
    .command(codemod.name)
    .description(codemod.summary)
    .argument('<paths...>', 'files, folders and globs')
    .optionsGroup('How files are edited:')
  for (const flag of codemod.flags()) command.addOption(flag)
  command
    .optionsGroup('What is written and shown:')
    .option('--check', 'write nothing; exit with 1 if something would be edited, for CI')
    .option('--diff', 'write nothing; show what would be edited as a unified diff')
    .option('--dry', 'write nothing')
    .option('--print', 'show the new text of each edited file')
    .option('--json', 'one JSON object a line on standard output (see docs/command.md)')
    .optionsGroup('Which files:')
    .option('--force', 'edit also where files have changes that are not committed')
    .option('--ignore <pattern>', 'leave out what this .gitignore pattern names; may be repeated', append)
    .optionsGroup('Other:')
    .addHelpText('after', CODEMOD_EXIT_CODES)
    .action(async (paths: string[], flags: Partial<CodemodOptions> & Record<string, unknown>) => {
      const { force = false, check = false, diff = false, dry = false, print = false, json = false, ignore = [], ...own } = flags
      process.exitCode = await runCodemod(codemod, paths, own, { force, check, diff, dry, print, json, ignore }, around)
    })
}

function toStatus(value: string): number {
  const status = Number(value)
  if (!/^\d{3}$/.test(value) || status < 100 || status > 599) throw new InvalidArgumentError('A status is a number from 100 to 599.')
  return status
}

function append(value: string, values: readonly string[] = []): string[] {
  return [...values, value]
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
