/** How a real run of a program ended. */
export interface RealEnding {
  readonly kind: 'return' | 'throw'
  readonly value: unknown
}

/**
 * Runs the function `f` of a text with this Node, strictly and at once.
 *
 * @param text a script that declares `function f(...)`; plain JavaScript
 * @param args what `f` is called with
 */
export function runReally(text: string, args: readonly unknown[] = []): RealEnding {
  try {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- running a program from its text is what this is for
    const f = new Function(`'use strict'; ${text}; return f`)() as (...args: readonly unknown[]) => unknown
    return { kind: 'return', value: f(...args) }
  } catch (value) {
    return { kind: 'throw', value }
  }
}

/** The same for a function that may return a promise, which counts as what it is settled with. */
export async function runReallyAndAwait(text: string, args: readonly unknown[] = []): Promise<RealEnding> {
  const { kind, value } = runReally(text, args)
  if (kind === 'throw') return { kind, value }
  try {
    return { kind, value: await value }
  } catch (error) {
    return { kind: 'throw', value: error }
  }
}
