import type { ExcerptLine } from './excerpt.ts'
import { html, type Content, type Html } from './html.ts'

/** Text in which backticks enclose code. */
export function codeIn(text: string): Content {
  return text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))
}

/** Lines of code with their numbers. */
export function codeBlock(lines: readonly ExcerptLine[]): Html {
  return html`<pre>${lines.map((line, index) => [gapBefore(lines, index), codeLine(line)])}</pre>`
}

function codeLine({ number, text, mark }: ExcerptLine): Html {
  return html`<span class="line${mark && ` is-${mark}`}"><i>${number}</i>${text || ' '}
</span>`
}

function gapBefore(lines: readonly ExcerptLine[], index: number): Content {
  const before = lines[index - 1]
  return before && lines[index]!.number > before.number + 1 && html`<span class="gap">⋯
</span>`
}
