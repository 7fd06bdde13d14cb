// Search and counts. Without it the page shows all, and the boxes of the verdicts still filter (by the style sheet).
'use strict'
const form = document.getElementById('search')
const boxes = [...document.querySelectorAll('.legends input')]
const sections = [...document.querySelectorAll('.file')].map((element) => ({
  element,
  path: element.dataset.path.toLowerCase(),
  entries: [...element.querySelectorAll('.entry')].map((entry) => ({
    element: entry,
    client: entry.dataset.client,
    verdict: [...entry.classList].find((name) => name.startsWith('is-')).slice(3),
    text: entry.textContent.toLowerCase(),
  })),
}))
const count = sections.reduce((sum, { entries }) => sum + entries.length, 0)

function apply() {
  const wanted = form.q.value.trim().toLowerCase()
  const client = form.client.value
  const verdicts = new Set(boxes.filter((box) => box.checked).map((box) => box.id.slice(5)))
  let shown = 0
  for (const { element, path, entries } of sections) {
    let inFile = 0
    for (const entry of entries) {
      const fits = (verdicts.size === 0 || verdicts.has(entry.verdict)) && (client === '' || entry.client === client)
        && (path.includes(wanted) || entry.text.includes(wanted))
      entry.element.hidden = !fits
      if (fits) inFile++
    }
    element.hidden = inFile === 0
    shown += inFile
  }
  form.shown.value = shown === count ? `${count.toLocaleString('en')} in all` : `${shown.toLocaleString('en')} of ${count.toLocaleString('en')}`
  document.getElementById('empty').hidden = shown > 0 || count === 0
  remember(wanted, client, verdicts)
}

/** The address holds what is filtered, so that it can be sent to somebody. */
function remember(q, client, verdicts) {
  const state = new URLSearchParams()
  if (q) state.set('q', q)
  if (client) state.set('client', client)
  if (verdicts.size > 0) state.set('show', [...verdicts].join())
  const hash = state.toString()
  if (hash || location.hash.includes('=')) history.replaceState(null, '', hash ? `#${hash}` : location.pathname + location.search)
}

function recall() {
  if (!location.hash.includes('=')) return
  const state = new URLSearchParams(location.hash.slice(1))
  form.q.value = state.get('q') ?? ''
  form.client.value = state.get('client') ?? ''
  const verdicts = (state.get('show') ?? '').split(',')
  for (const box of boxes) box.checked = verdicts.includes(box.id.slice(5))
}

function toggleAll() {
  const open = form.toggle.getAttribute('aria-pressed') !== 'true'
  for (const details of document.querySelectorAll('.entry:not([hidden]) details')) details.open = open
  form.toggle.setAttribute('aria-pressed', String(open))
  form.toggle.textContent = open ? 'Close all' : 'Open all'
}

/** A link to one finding opens it. */
function openLinked() {
  const details = document.getElementById(decodeURIComponent(location.hash.slice(1)))?.querySelector('details')
  if (details) details.open = true
}

form.hidden = false
form.addEventListener('submit', (event) => event.preventDefault())
form.addEventListener('input', apply)
for (const box of boxes) box.addEventListener('change', apply)
form.toggle.addEventListener('click', toggleAll)
document.getElementById('reset').addEventListener('click', () => {
  form.reset()
  for (const box of boxes) box.checked = false
  apply()
  form.q.focus()
})
document.addEventListener('keydown', (event) => {
  if (event.key === '/' && !(event.target instanceof HTMLInputElement) && !event.ctrlKey && !event.metaKey) {
    event.preventDefault()
    form.q.focus()
  }
  if (event.key === 'Escape' && event.target === form.q) {
    form.q.value = ''
    apply()
  }
})
addEventListener('hashchange', openLinked)
recall()
apply()
openLinked()
