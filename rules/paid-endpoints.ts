import { globSource } from '../analysis/glob.ts'
import type { Finding } from '../analysis/index.ts'
import type { Program } from '../analysis/syntax/estree.ts'
import { namesImportedFrom } from './imported-names.ts'

/** What is put before an entry to say that nobody charges for what it names. */
const FREE = '!'

/**
 * Is a request one that may ask for a payment, as the setting `paidEndpoints` has it?
 *
 * An entry is a URL glob where it has a scheme or begins with a slash (`https://api.example.com/v1/*`, `/api/paid/*`), and
 * otherwise any of: a host with or without path (`api.example.com`, `*.stripe.com`), a client as findings name it (`axios`),
 * a module that the request's function is imported from (`./api`). `*` stands for any characters. A request whose address
 * is not known is paid only by its name. Of the entries that name a request the last decides; where all begin with `!`, requests
 * that none names are paid for.
 */
export function isPaidFor(finding: Finding, entries: readonly string[], program: Program): boolean {
  const url = finding.url === undefined ? undefined : addressOf(finding.url)
  const last = entries.findLast((entry) => {
    const pattern = patternOf(entry)
    return (url !== undefined && matchesUrl(pattern, url)) || isNamed(pattern, finding, program)
  })
  return last === undefined ? !saysWhatIsPaid(entries) : !isFree(last)
}

/** Does the setting name what may ask for a payment, and not only what doesn't? */
export function saysWhatIsPaid(entries: readonly string[]): boolean {
  return !entries.every(isFree)
}

/** What an entry names, without the `!` before it. */
export function patternOf(entry: string): string {
  return isFree(entry) ? entry.slice(FREE.length) : entry
}

function isFree(entry: string): boolean {
  return entry.startsWith(FREE)
}

interface Address {
  /** `https:`; empty where the URL has none. */
  readonly scheme: string
  /** With port, in lower case; empty for a relative URL. Where the URL begins with what is not known, that. */
  readonly host: string
  /** Without query and fragment. */
  readonly path: string
}

/** Stands for a part of a URL that is not known: no slash, no colon, so that it can't pass for a host or a path. */
const HOLE = '\u0000'
const URL_PARTS = /^(?:([a-z][a-z\d+.-]*:)?\/\/(?:[^/?#@]*@)?([^/?#]*))?([^?#]*)/i

/** The parts of an address as the analysis writes it: `https://api.example.com/users/${id}`. */
function addressOf(url: string): Address {
  const known = url.replaceAll(/\$\{[^}]*\}/g, HOLE)
  const [, scheme = '', host = '', path = ''] = URL_PARTS.exec(known.startsWith(HOLE) ? `//${known}` : known)!
  return { scheme: scheme.toLowerCase(), host: host.toLowerCase(), path: path === '' ? '/' : path }
}

function matchesUrl(entry: string, { scheme, host, path }: Address): boolean {
  if (entry.startsWith('/') && !entry.startsWith('//')) return host === '' && matches(entry, path)
  const glob = URL_PARTS.exec(entry.includes('://') ? entry : `//${entry}`)!
  const [, wantedScheme = '', wantedHost = '', wantedPath = ''] = glob
  if (host === '' || (wantedScheme !== '' && scheme !== '' && wantedScheme.toLowerCase() !== scheme)) return false
  const bareHost = /:(?:\d+|\*)$/.test(wantedHost) ? host : host.replace(/:\d+$/, '')
  return matches(wantedHost.toLowerCase(), bareHost) && (wantedPath === '' || matches(wantedPath, path))
}

/** Does a whole text match a glob in which `*` stands for any characters? */
function matches(glob: string, text: string): boolean {
  return new RegExp(`^${globSource(glob, '[^]*')}$`).test(text)
}

/** Is it the client, or does the request's expression begin with a name that the file imports from that module? */
function isNamed(entry: string, { client, request }: Finding, program: Program): boolean {
  if (client === entry) return true
  const [head] = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200C\u200D]*/u.exec(request.replace(/^new /, '')) ?? []
  return head !== undefined && namesImportedFrom(program, entry).has(head)
}
