import { readOwnClients, type OwnClients } from '../analysis/index.ts'

/** What every codemod can be told. Each is a flag of the same name in kebab case: `--payment-module`. */
export interface CommonOptions {
  /** What to do with tests, and what only they use. Default `leave`. */
  readonly tests?: Tests | undefined
  /** Specifier of a module that exports `PaymentRequiredError`; none is written then. */
  readonly paymentModule?: string | undefined
  /** Path of the typed module, from the working folder. */
  readonly paymentFile?: string | undefined
  /** Modules of the program's own that export a client. Default: none. */
  readonly clients?: OwnClients | undefined
}

/** What `add-402-handling` can be told beside that. */
export interface AddHandlingOptions extends CommonOptions {
  /** What to do where the failure path throws nothing. Default `notify`. */
  readonly nonThrowing?: NonThrowing | undefined
  /** What to do where the status is never looked at. Default `report`. */
  readonly unchecked?: Unchecked | undefined
}

/**
 * - `leave`: they stay as they are
 * - `edit`: they are code like any other
 */
export type Tests = 'leave' | 'edit'

/**
 * - `notify`: the listeners of `onPaymentRequired` are told, and the old path goes on
 * - `throw`: the typed error is thrown in its place
 * - `report`: the site is left alone
 */
export type NonThrowing = 'notify' | 'throw' | 'report'

/**
 * - `throw`: the typed error is thrown where the code goes on as if all were well
 * - `report`: the site is left alone
 */
export type Unchecked = 'throw' | 'report'

/**
 * Reads the flags of a command line, in kebab or in camel case.
 *
 * @throws {TypeError} where one has no usable value
 */
export function readOptions(flags: Readonly<Record<string, unknown>>): AddHandlingOptions {
  return {
    ...readCommonOptions(flags),
    nonThrowing: readWord(flags, 'non-throwing', ['notify', 'throw', 'report']),
    unchecked: readWord(flags, 'unchecked', ['throw', 'report']),
  }
}

/**
 * Reads those flags that every codemod has.
 *
 * @throws {TypeError} where one has no usable value
 */
export function readCommonOptions(flags: Readonly<Record<string, unknown>>): CommonOptions {
  return {
    tests: readWord(flags, 'tests', ['leave', 'edit']),
    paymentModule: readText(flags, 'payment-module'),
    paymentFile: readText(flags, 'payment-file'),
    clients: readClients(flags['client']),
  }
}

/** `--client ./lib/api=axios`: a list of them where the flag is repeated. */
function readClients(value: unknown): OwnClients | undefined {
  if (value === undefined) return undefined
  const words: unknown[] = Array.isArray(value) ? value : [value]
  if (!words.every((word) => typeof word === 'string')) throw new TypeError('--client needs a value such as ./lib/api=axios')
  return readOwnClients(words)
}

function readText(flags: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = flags[name] ?? flags[name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())]
  if (value === undefined) return undefined
  if (typeof value !== 'string' || value === '') throw new TypeError(`--${name} needs a value`)
  return value
}

function readWord<Word extends string>(flags: Readonly<Record<string, unknown>>, name: string, words: readonly Word[]): Word | undefined {
  const value = readText(flags, name)
  const word = words.find((one) => one === value)
  if (value !== undefined && word === undefined) throw new TypeError(`--${name} is one of ${words.join(', ')}`)
  return word
}
