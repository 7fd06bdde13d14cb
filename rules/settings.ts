import { CLIENT_NAMES, type OwnClients } from '../analysis/index.ts'
import { patternOf } from './paid-endpoints.ts'

/** What `settings['http-errors']` may hold. Described in `docs/settings.md`. */
export interface HttpErrorsSettings {
  /** Hosts, URL globs, or names of imports and clients that may ask for a payment, or that don't, where `!` stands before. Unset: all may. */
  readonly paidEndpoints?: readonly string[]
  /** Specifier of the module that suggestions import `PaymentRequiredError` from. Unset: as the codemod chooses. */
  readonly paymentModule?: string
  /** Modules of the program's own that export a client, each with the client that it is. Unset: none. */
  readonly clients?: OwnClients
}

/** Thrown where the settings can't be meant as they are written. */
export class SettingsError extends TypeError {
  override readonly name = 'SettingsError'
}

const KEY = 'http-errors'
const NAMES = ['paidEndpoints', 'paymentModule', 'clients'] as const

const known = new WeakMap<object, HttpErrorsSettings>()

/**
 * Reads the plugin's part of ESLint's shared settings.
 *
 * @throws {SettingsError} where it has an unknown name or a value of another shape
 */
export function readSettings(settings: Readonly<Record<string, unknown>>): HttpErrorsSettings {
  let own = known.get(settings)
  if (own === undefined) known.set(settings, (own = validated(settings[KEY])))
  return own
}

function validated(value: unknown): HttpErrorsSettings {
  if (value === undefined) return {}
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new SettingsError(`settings['${KEY}'] must be an object, but is ${JSON.stringify(value)}.`)
  }
  const unknown = Object.keys(value).find((name) => !(NAMES as readonly string[]).includes(name))
  if (unknown !== undefined) {
    throw new SettingsError(`settings['${KEY}'] has no '${unknown}'; it may hold ${listed(NAMES.map((name) => `'${name}'`))}.`)
  }
  const { paidEndpoints, paymentModule, clients } = value as Record<(typeof NAMES)[number], unknown>
  if (paidEndpoints !== undefined && !isListOfEndpoints(paidEndpoints)) {
    throw new SettingsError(
      `settings['${KEY}'].paidEndpoints must be a list of hosts, URL globs or import names such as ['api.example.com'], or what is free such as ['!/api/health'], but is ${JSON.stringify(paidEndpoints)}.`,
    )
  }
  if (paymentModule !== undefined && !isName(paymentModule)) {
    throw new SettingsError(`settings['${KEY}'].paymentModule must be a module such as '@app/errors', but is ${JSON.stringify(paymentModule)}.`)
  }
  if (clients !== undefined && !isClients(clients)) {
    throw new SettingsError(
      `settings['${KEY}'].clients must name the client that each module of yours exports, such as { './api': 'axios' }, but is ${JSON.stringify(clients)}. Clients are ${listed(CLIENT_NAMES)}.`,
    )
  }
  return { ...(paidEndpoints && { paidEndpoints }), ...(paymentModule !== undefined && { paymentModule }), ...(clients && { clients }) }
}

function listed(names: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(names)
}

function isClients(value: unknown): value is OwnClients {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.entries(value).every(([module, client]) => isName(module) && CLIENT_NAMES.includes(client as string))
}

function isListOfEndpoints(value: unknown): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every((entry) => isName(entry) && isName(patternOf(entry)))
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.trim() === value && value !== ''
}
