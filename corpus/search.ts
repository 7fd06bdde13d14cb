import type { AuditedFile } from './audited.ts'
import { draw } from './draw.ts'

/** Words of which people send requests and write retries, known without any analysis. */
const PATTERNS = {
  request: /(?<![\w$])fetch\s*\)?\s*\(|(?<![\w$])_?(?:customFetch|fetchFn|fetchImpl|fetcher|httpFetch|originalFetch)\s*\(|\baxios(?:\.\w+)?\s*\(|\bgot(?:\.\w+)?\s*\(|\bky(?:\.\w+)?\s*\(|\.(?:request|sendRequest)\s*\(|\bhttps?\.(?:get|request)\s*\(|\b(?:http|client|api)\.(?:get|post|put|patch|delete)\w*\s*\(|\.send\(/,
  retry: /\b(?:for|while)\s*\(.*(?:retr(?:y|ies)|attempts?|\btries)\b|\b(?:p?[Rr]etry\w*|\w*[wW]ithRetr\w+|\w*[Rr]etrying\w*|backOff|backoff)\s*\(|\bretr(?:y|ies)(?:Options|Limit|Count)?\s*:|(?:retries|attempts?|tries|retryCount)\s*(?:\+\+|\+=|-=|--|[-+] 1\b|<|>)|set(?:Timeout|Interval)\(.*(?:retr|poll|fetch|load|request)/,
} as const

/** No package fills the sample alone. */
const MOST_OF_A_PACKAGE = 6

const NO_CODE = /^\s*(?:\/\/|\*|\/\*|import\b|export \*|export type|type |interface |declare )/

/** A line that the search found. */
export interface Hit {
  readonly package: string
  readonly path: string
  readonly line: number
}

/** Lines of code that look as if they were about requests, or about retries: of each package a few, at random. */
export function linesLike(kind: keyof typeof PATTERNS, files: readonly AuditedFile[], seed: number): Hit[] {
  const hits = new Map<string, Hit[]>()
  for (const hit of allLinesLike(kind, files)) hits.set(hit.package, [...(hits.get(hit.package) ?? []), hit])
  return [...hits.values()].flatMap((group) => draw(group, MOST_OF_A_PACKAGE, seed))
}

function allLinesLike(kind: keyof typeof PATTERNS, files: readonly AuditedFile[]): Hit[] {
  return files.flatMap(({ package: { name, version }, path, text }) =>
    text.split(/\r?\n/).flatMap((line, index) => {
      const isHit = line.length < 400 && !NO_CODE.test(line) && PATTERNS[kind].test(line)
      return isHit ? [{ package: `${name}@${version}`, path, line: index + 1 }] : []
    }),
  )
}
