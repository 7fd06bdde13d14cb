import type { CheckFinding, RetryFinding } from '../../analysis/index.ts'

/** A finding on the whole lines `first` to `last` of {@link LINES}. */
export function check(line: number, more: Partial<CheckFinding> = {}): CheckFinding {
  return {
    kind: 'check',
    range: rangeOf(line, line),
    client: 'fetch',
    request: "fetch('/api/user')",
    status: 402,
    verdict: 'blind',
    evidence: "A 402 ends here like a 500: both throw Error('Failed to load').",
    unpaid: false,
    ...more,
  }
}

export function retry(first: number, last: number, more: Partial<RetryFinding> = {}): RetryFinding {
  return {
    kind: 'retry',
    range: rangeOf(first, last),
    site: rangeOf(first + 1, first + 1),
    client: 'fetch',
    request: "fetch('/api/user')",
    status: 402,
    verdict: 'blanket',
    evidence: 'The loop sends it again on any status that is not ok.',
    requests: 4,
    after: [402, 418, 500],
    statusPlaces: [],
    unpaid: false,
    ...more,
  }
}

const LINE = 'let it = 0\n'

/** A text with 200 lines of 11 characters. */
export const LINES = LINE.repeat(200)

function rangeOf(first: number, last: number): readonly [number, number] {
  return [(first - 1) * LINE.length, last * LINE.length - 1]
}
