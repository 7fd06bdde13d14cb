/**
 * Why the path that is being run is only one of several that the answer itself would choose between: what the body says,
 * particular words in it, a header by which the server asks for something, or code that is not seen.
 */
export type Gate = 'body' | 'words' | 'header' | 'unseen'

/** A test at which paths part. */
export interface Parting {
  /** How many sides it has. */
  readonly sides: number
  /** What the paths had come through before. */
  readonly outer: PassedGate | undefined
}

/** A test that a path came out of on one side. Another object is another side, or another test: then a path of it may have ended. */
export interface PassedGate {
  readonly kind: Gate
  /** The test looked for particular words, whether it found them or not. */
  readonly isSearch?: true
  /** Any answer comes through it, but one with certain words. */
  readonly isOpen?: true
  readonly parting: Parting
}

/** Whether any answer comes there but one with certain words. */
export function isOpenTo(gate: PassedGate | undefined): boolean {
  return gate === undefined || gate.isOpen === true
}

/** The kind of a gate that stands behind another: past certain words or a header, these are what leads there, whatever else decides. */
export function kindWithin(outer: PassedGate | undefined, kind: Gate): Gate {
  return outer?.kind === 'words' || outer?.kind === 'header' ? outer.kind : kind
}

/** What all paths came through; of several gates one that any answer may open, not only one with certain words or a header. */
export function gateOfAll(gates: readonly (PassedGate | undefined)[]): PassedGate | undefined {
  const passed = gates.length > 1 ? withoutPartings(gates) : gates
  if (!passed.every((gate) => gate !== undefined)) return undefined
  return passed.find(({ isOpen }) => isOpen) ?? passed.find(({ kind }) => kind === 'body' || kind === 'unseen') ?? passed[0]
}

/** Gates without those that paths went through on each side: together these came through what is around the test. */
export function withoutPartings(gates: readonly (PassedGate | undefined)[]): readonly (PassedGate | undefined)[] {
  const passed = new Set(gates)
  for (const gate of passed) {
    if (!gate) continue
    const { parting } = gate
    const sides = [...passed].filter((other) => other?.parting === parting)
    if (sides.length < parting.sides) continue
    for (const side of sides) passed.delete(side)
    passed.add(parting.outer)
  }
  return [...passed]
}
