import { InvalidArgumentError, Option } from 'commander'

import { clientOption } from './client-option.ts'
import { transform as addHandling } from '../codemods/add-402-handling.ts'
import type { Transform } from '../codemods/codemod.ts'
import { transform as exclude } from '../codemods/exclude-402-from-retry.ts'
import { readCommonOptions, readOptions, type AddHandlingOptions, type CommonOptions, type Tests } from '../codemods/options.ts'

/** A codemod as a command of its own. */
export interface CodemodCommand {
  readonly name: string
  readonly summary: string
  /** What one edit is called, and what many are. */
  readonly edit: readonly [one: string, many: string]
  /** Its flags beside those that every codemod has. */
  readonly flags: () => readonly Option[]
  /**
   * Takes the flags as commander has read them.
   *
   * @throws {TypeError} where one has no usable value
   */
  readonly prepare: (flags: Readonly<Record<string, unknown>>) => BoundTransform
}

/** A transform that knows its options. */
export interface BoundTransform {
  readonly run: (source: string, path: string) => ReturnType<Transform<unknown>>
  /** What it does with tests. */
  readonly tests: Tests | undefined
}

/** Every codemod that the command line has. */
export const CODEMODS: readonly CodemodCommand[] = [
  codemod<AddHandlingOptions>('add-402-handling', 'Add a typed branch for 402 where a failure is handled without a look at the status', {
    edit: ['branch', 'branches'],
    flags: addHandlingFlags,
    readOptions,
    transform: addHandling,
  }),
  codemod<CommonOptions>('exclude-402-from-retry', 'Leave 402 out of what is sent again: by loops, and by retry libraries in their own words', {
    edit: ['exclusion', 'exclusions'],
    flags: commonFlags,
    readOptions: readCommonOptions,
    transform: exclude,
  }),
]

function codemod<Options extends CommonOptions>(
  name: string,
  summary: string,
  { edit, flags, readOptions, transform }: Pick<CodemodCommand, 'edit' | 'flags'> & {
    readOptions: (flags: Readonly<Record<string, unknown>>) => Options
    transform: Transform<Options>
  },
): CodemodCommand {
  const prepare = (values: Readonly<Record<string, unknown>>): BoundTransform => {
    const options = readOptions(values)
    return { run: (source, path) => transform(source, path, options), tests: options.tests }
  }
  return { name, summary, edit, flags, prepare }
}

function commonFlags(): Option[] {
  return [
    new Option('--tests <what>', 'what to do with tests: leave them as they are, or edit them too')
      .choices(['leave', 'edit'])
      .default('leave'),
    new Option('--payment-module <specifier>', 'import PaymentRequiredError from here, and write no module')
      .argParser(notEmpty)
      .conflicts('paymentFile'),
    new Option('--payment-file <path>', 'where the typed module is, or is to be written (default: payment-required.ts in src)')
      .argParser(toModulePath),
    clientOption(),
  ]
}

function addHandlingFlags(): Option[] {
  return [
    ...commonFlags(),
    new Option('--non-throwing <what>', 'where a failure throws nothing: tell the listeners, throw, or leave it alone')
      .choices(['notify', 'throw', 'report'])
      .default('notify'),
    new Option('--unchecked <what>', 'where the status is never looked at')
      .choices(['throw', 'report'])
      .default('report'),
  ]
}

function notEmpty(value: string): string {
  if (value.trim() === '') throw new InvalidArgumentError('It is empty.')
  return value
}

function toModulePath(value: string): string {
  if (!/[^/\\]\.(?:[cm]?[jt]s)$/.test(value) || /\.d\.[cm]?ts$/.test(value)) {
    throw new InvalidArgumentError('It has to be the path of a .ts or .js file.')
  }
  return value
}
