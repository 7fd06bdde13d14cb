import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

import { type AuditTally, CHECK_VERDICTS, RETRY_VERDICTS } from '../audit-summary.ts'
import { answersShown, type ReportFile } from './entries.ts'
import { entryItem } from './entry.ts'
import { html, type Html, trusted } from './html.ts'
import { headline, lede, legends, plural } from './overview.ts'
import { nameOf } from './strip.ts'

/** What the report is about. */
export interface Report {
  readonly files: readonly ReportFile[]
  readonly tally: AuditTally
  readonly status: number
  readonly date: Date
}

/** The style sheet and the script lie with the sources, in the package too: `dist` has no copy of them. */
const FOLDER = new URL('cli/report/', pathToFileURL(createRequire(import.meta.url).resolve('eslint-plugin-http-errors/package.json')))

/**
 * The report as one page that needs nothing else: no network, no font, no library; a script only to search.
 *
 * @returns in pieces, in order: a code base may have many thousands of requests
 * @throws Error if the package lacks its style sheet or its script
 */
export function* renderReport(report: Report): Generator<string> {
  const style = asset('page.css') + verdictFilters()
  const script = asset('page.js')
  yield head(report, style, script).text
  for (const file of report.files) yield fileSection(file).text
  yield foot(report, script).text
}

function head({ tally, status, files, date }: Report, style: string, script: string): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="eslint-plugin-http-errors">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${hashOf(style)}'; script-src '${hashOf(script)}'">
<title>What happens on a ${status}</title>
<style>${trusted(style)}</style>
</head>
<body>
<a class="skip" href="#map">Skip to the map</a>
<header>
<p class="eyebrow">What happens on a ${status} <time datetime="${date.toISOString()}">${date.toLocaleDateString('en', { dateStyle: 'long' })}</time></p>
${headline(tally, status)}
${lede(tally, status)}
${legends(tally)}
</header>
<form class="search" id="search" role="search" hidden>
<label>Search <input type="search" name="q" placeholder="path, request or address" autocomplete="off" spellcheck="false"></label>
<label>Client <select name="client"><option value="">all</option>${clientsOf(files).map((client) => html`<option>${client}</option>`)}</select></label>
<output name="shown"></output>
<button type="button" name="toggle" aria-pressed="false">Open all</button>
</form>
<main id="map" tabindex="-1">
<div class="columns" aria-hidden="true"><span>Line</span><span>Request</span><span></span><span>${status}</span><span class="strip of-${answersShown(status).length}">${answersShown(status).map((answer) => html`<span class="${answer === status && 'asked'}">${answer ?? nameOf('none')}</span>`)}</span></div>
`
}

function fileSection({ path, entries }: ReportFile): Html {
  const cut = path.lastIndexOf('/') + 1
  return html`<section class="file" data-path="${path}"><h2><span>${path.slice(0, cut)}</span>${path.slice(cut)}</h2>
<ol>
${entries.map(entryItem)}</ol></section>
`
}

function foot({ tally, status }: Report, script: string): Html {
  return html`<p class="empty" id="empty" hidden>Nothing is like that. <button type="button" id="reset">Show all</button></p>
</main>
<footer>
<p><b>How to read it.</b> Each band is one request: what the code does if the server answers 200, 401 and so on, or not at all. Answers that
end alike are one piece. Where the asked answer stands in a long red piece, nobody can tell it from a crash; where it is a piece of its
own, somebody thought of it. <b>3×</b> says how many requests were sent. The numbers come from abstract runs, which are cut short, so
there may be more.</p>
<p>${plural(tally.files, 'file')}, ${tally.parsed.toLocaleString('en')} of them with a trace of a request${tally.failed > 0 && `; ${tally.failed} could not be read`}. Written by <code>eslint-plugin-http-errors audit --html</code>${status !== 402 && html`, asked about ${status}`}.</p>
</footer>
<script>${trusted(script)}</script>
</body>
</html>
`
}

function clientsOf(files: readonly ReportFile[]): string[] {
  return [...new Set(files.flatMap(({ entries }) => entries.map(({ record }) => record.client)))].sort()
}

/** Shows only what a box is ticked for. */
function verdictFilters(): string {
  const boxes = [...CHECK_VERDICTS.map((verdict) => `check-${verdict}`), ...RETRY_VERDICTS.map((verdict) => `retry-${verdict}`)]
  const rules = boxes.map((box) => `body:has(#show-${box}:checked) :is(.is-${box}, .file:has(.is-${box})){display:revert}`)
  return ['body:has(.legends :checked) :is(.entry, .file){display:none}', ...rules, ''].join('\n')
}

function asset(name: string): string {
  return readFileSync(new URL(name, FOLDER), 'utf8')
}

/** As a Content Security Policy names an inline style sheet or script: any other is not run, wherever it came from. */
function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
