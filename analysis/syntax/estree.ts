/**
 * The ESTree nodes that the analysis reads, from any parser: a `type`, and a range as `range` or as `start`/`end`.
 * Deliberately loose: parsers differ in what they add, and none of it is trusted.
 */
export interface Node {
  readonly type: string
  readonly range?: readonly [number, number]
  readonly start?: number
  readonly end?: number
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- ESTree fields are read by node type; a union of every parser's nodes would be a lie
  readonly [field: string]: any
}

export interface Program extends Node {
  readonly type: 'Program'
  readonly body: readonly Node[]
}
