import { writeFileSync } from 'node:fs'

/**
 * Writes what a run over the packages counted.
 *
 * @param {string} path
 * @param {readonly { name: string, version: string, files: number, unreadable: number, changed: number, sites: number, left: number, rewritten: number, seconds: number, reasons: Record<string, number> }[]} rows
 * @param {readonly string[]} failures
 */
export function writePage(path, rows, failures) {
  const sum = (of) => rows.reduce((all, row) => all + of(row), 0)
  const reasons = new Map()
  for (const row of rows) for (const [reason, times] of Object.entries(row.reasons)) reasons.set(reason, (reasons.get(reason) ?? 0) + times)
  const sorted = [...reasons].sort((a, b) => b[1] - a[1])
  const lines = [
    '# add-402-handling on published source',
    '',
    `What [add-402-handling](add-402-handling.md) does, with its defaults, to the TypeScript source that ${rows.length} packages ship.`,
    'Written by `npm run codemod:corpus`, which fails on any number above 0 in the second table.',
    '',
    '| | |',
    '| --- | ---: |',
    `| files | ${number(sum(({ files }) => files))} |`,
    `| files changed | ${number(sum(({ changed }) => changed))} |`,
    `| sites edited | ${number(sum(({ sites }) => sites))} |`,
    `| lines that a branch went into | ${number(sum(({ rewritten }) => rewritten))} |`,
    `| sites left alone, with a reason | ${number(sum(({ left }) => left))} |`,
    `| files that are no TypeScript for the parser | ${number(sum(({ unreadable }) => unreadable))} |`,
    '',
    '| | |',
    '| --- | ---: |',
    ...['an untouched line changed', 'the output', 'a second run changes it again', 'new type error'].map(
      (kind) => `| ${WORDS[kind]} | ${failures.filter((failure) => failure.includes(kind)).length} |`,
    ),
    `| crashes | ${failures.filter((failure) => !Object.keys(WORDS).some((kind) => failure.includes(kind))).length} |`,
    '',
    '## Left alone, by reason',
    '',
    '| Reason | Sites |',
    '| --- | ---: |',
    ...sorted.map(([reason, times]) => `| \`${reason}\` | ${number(times)} |`),
    '',
    '## By package',
    '',
    '| Package | Files | Changed | Sites edited | Left alone |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...rows.map((row) => `| ${row.name} ${row.version} | ${number(row.files)} | ${row.changed} | ${row.sites} | ${row.left} |`),
    '',
  ]
  writeFileSync(path, lines.join('\n'))
}

const WORDS = {
  'an untouched line changed': 'untouched lines changed',
  'the output': 'outputs that do not parse',
  'a second run changes it again': 'files that a second run changes',
  'new type error': 'new type errors',
}

function number(value) {
  return value.toLocaleString('en-US')
}
