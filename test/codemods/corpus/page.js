import { writeFileSync } from 'node:fs'

/** What would be harm, with what the page calls it. */
const HARM = {
  line: 'untouched lines changed',
  output: 'outputs that do not parse',
  again: 'files that a second run changes',
  types: 'new type errors',
  crash: 'crashes',
}

/**
 * Writes what a run over packages and applications counted.
 *
 * @param {string} path
 * @param {readonly { kind: 'package' | 'application', name: string, files: number, unreadable: number, codemods: Record<string, { changed: number, sites: number, left: number, rewritten: number, reasons: Record<string, number> }> }[]} rows
 * @param {readonly { kind: keyof typeof HARM, codemod: string }[]} failures
 */
export function writePage(path, rows, failures) {
  const names = Object.keys(rows[0].codemods)
  const total = (of) => number(rows.reduce((all, row) => all + of(row), 0))
  const byCodemod = (label, of) => `| ${label} | ${names.map(of).join(' | ')} |`
  const counts = (name, kind) => failures.filter((failure) => failure.codemod === name && failure.kind === kind).length
  const [packages, applications] = ['package', 'application'].map((kind) => rows.filter((row) => row.kind === kind))
  const lines = [
    '# The codemods on code that none of us wrote',
    '',
    `What the codemods do, with their defaults and \`--tests=edit\`, to the TypeScript source that ${packages.length} packages ship, and to the source of ${applications.length}`,
    'applications as they were checked out (without their dependencies). Written by `npm run codemod:corpus -- <folders of applications>`,',
    'which fails on any number above 0 in the second table. Types are checked file by file, before and after, with what each file',
    'imports from its own tree; that a callback of a package which is not installed has no types is not counted.',
    '',
    `| | ${names.map((name) => `[${name}](${name}.md)`).join(' | ')} |`,
    `| --- |${' ---: |'.repeat(names.length)}`,
    byCodemod('files', () => total(({ files }) => files)),
    byCodemod('files that the parser can not read', () => total(({ unreadable }) => unreadable)),
    byCodemod('files changed', (name) => total(({ codemods }) => codemods[name].changed)),
    byCodemod('sites edited', (name) => total(({ codemods }) => codemods[name].sites)),
    byCodemod('lines that an edit went into', (name) => total(({ codemods }) => codemods[name].rewritten)),
    byCodemod('sites left alone, with a reason', (name) => total(({ codemods }) => codemods[name].left)),
    '',
    `| harm | ${names.join(' | ')} |`,
    `| --- |${' ---: |'.repeat(names.length)}`,
    ...Object.entries(HARM).map(([kind, words]) => byCodemod(words, (name) => counts(name, kind))),
    '',
    ...names.flatMap((name) => leftAlone(name, rows)),
    ...tableOf('By application', applications, names),
    ...tableOf('By package', packages, names),
  ]
  writeFileSync(path, lines.join('\n'))
}

function leftAlone(name, rows) {
  const reasons = new Map()
  for (const { codemods } of rows) for (const [reason, times] of Object.entries(codemods[name].reasons)) reasons.set(reason, (reasons.get(reason) ?? 0) + times)
  const sorted = [...reasons].sort((a, b) => b[1] - a[1])
  return [`## Left alone by ${name}, by reason`, '', '| Reason | Sites |', '| --- | ---: |', ...sorted.map(([reason, times]) => `| \`${reason}\` | ${number(times)} |`), '']
}

function tableOf(title, rows, names) {
  if (rows.length === 0) return []
  const cells = ({ codemods }, name) => `${codemods[name].changed} | ${codemods[name].sites} | ${codemods[name].left}`
  return [
    `## ${title}`,
    '',
    `| | Files | ${names.map((name) => `${name}: files | sites | left`).join(' | ')} |`,
    `| --- | ---: |${' ---: |'.repeat(3 * names.length)}`,
    ...rows.map((row) => `| ${row.name} | ${number(row.files)} | ${names.map((name) => cells(row, name)).join(' | ')} |`),
    '',
  ]
}

function number(value) {
  return value.toLocaleString('en-US')
}
