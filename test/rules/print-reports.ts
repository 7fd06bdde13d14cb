import type { Linter } from 'eslint'

/** Reports as a reader sees them: the line, carets below what is pointed at, the message, the suggestions. */
export function printReports(code: string, messages: readonly Linter.LintMessage[]): string {
  const lines = code.split('\n')
  return messages
    .map(({ line, column, endLine, endColumn, message, suggestions = [] }) => {
      const text = lines[line - 1] ?? ''
      const end = endLine === line ? (endColumn ?? column + 1) : text.length + 1
      const indent = text.length - text.trimStart().length
      const carets = ' '.repeat(column - 1 - indent) + '^'.repeat(Math.max(1, end - column))
      return [text.trim(), carets, message, ...suggestions.map(({ desc }) => `Suggestion: ${desc}`)].join('\n')
    })
    .join('\n\n')
}
