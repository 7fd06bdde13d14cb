/**
 * Draws at random, and always the same with the same seed.
 *
 * @param seed any whole number
 * @returns `count` of the items, or all where there are fewer, in the order in which they were drawn
 */
export function draw<T>(items: readonly T[], count: number, seed: number): T[] {
  const rest = [...items]
  const next = generator(seed)
  const drawn: T[] = []
  while (drawn.length < count && rest.length > 0) drawn.push(...rest.splice(Math.floor(next() * rest.length), 1))
  return drawn
}

/** Mulberry32: 0 or more and less than 1. */
function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
