import type { Finding } from '../../analysis/index.ts'
import type { Declared, Fixture } from './fixture.ts'

/** A declaration as one line. */
export function answerOf({ verdict, reason, on }: Declared<string>): string {
  return [verdict, reason, on && `on ${on}`].filter(Boolean).join(' ')
}

/** The findings in the form of the declarations; the line is asked for only where the declaration names it. */
export function answersOf(findings: readonly Finding[], { text }: Fixture, declared: readonly Declared<string>[]): string[] {
  return findings.map(({ verdict, reason, range }, index) => {
    const line = text.slice(text.lastIndexOf('\n', range[0] - 1) + 1).split('\n', 1)[0]!
    const on = declared[index]?.on
    const where = on === undefined || line.includes(on) ? on : line.trim()
    return [verdict, reason, where && `on ${where}`].filter(Boolean).join(' ')
  })
}
