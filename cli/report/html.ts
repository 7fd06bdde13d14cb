/** Text that is HTML already. Only {@link html} makes it, and {@link trusted} of our own files. */
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** What may stand in a template: text is escaped, lists are joined, what is missing or false is nothing. */
export type Content = Html | string | number | false | undefined | readonly Content[]

/** HTML from a template. The one place where foreign text becomes part of a page, in elements and in quoted attributes. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Html {
  return new Html(parts.map((part, index) => part + (index < values.length ? render(values[index]) : '')).join(''))
}

function render(content: Content): string {
  if (content === undefined || content === false) return ''
  if (content instanceof Html) return content.text
  if (typeof content === 'object') return content.map(render).join('')
  return escape(String(content))
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Characters that a page must not hold, or that turn the direction of what stands behind them, are shown by number. */
const UNSHOWN = /(?![\t\n])\p{Cc}|\p{Cs}|[\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu

function escape(text: string): string {
  return text
    .replaceAll(/[&<>"']/g, (character) => ENTITIES[character]!)
    .replaceAll(UNSHOWN, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`)
}

/** The text of a file of ours, for `<style>` and `<script>`, where nothing is escaped. */
export function trusted(text: string): Html {
  return new Html(text)
}
