import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

import { startBrowser } from './chromium.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const EVIL = '</script><script>window.hacked=1</script><img src=x onerror="window.hacked=2">'

let browser: Browser | undefined
let folder: string
let page: Page
let problems: string[]

beforeAll(async () => {
  browser = await startBrowser()
  folder = mkdtempSync(join(tmpdir(), 'http-errors-report-'))
  mkdirSync(join(folder, 'evil'))
  writeFileSync(join(folder, `evil/a"><img src=x onerror=hacked=3>.js`), `fetch(${JSON.stringify(EVIL)}).then((r) => { if (!r.ok) throw new Error(${JSON.stringify(EVIL)}) })\n`)
  for (const [name, path] of [['dashboard', 'examples/dashboard/src'], ['evil', join(folder, 'evil')]] as const) {
    const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'dist/cli/main.js'), 'audit', '--html', join(folder, `${name}.html`), path], { cwd: ROOT, encoding: 'utf8' })
    if (status !== 0) throw new Error(stderr)
  }
})

afterAll(async () => {
  await browser?.close()
  if (folder) rmSync(folder, { recursive: true })
})

afterEach(() => page.context().close())

async function open(name: string, options: BrowserContextOptions = {}, hash = ''): Promise<void> {
  page = await (await browser!.newContext({ viewport: { width: 1440, height: 900 }, ...options })).newPage()
  problems = []
  page.on('pageerror', ({ message }) => problems.push(message))
  page.on('console', (message) => { if (message.type() === 'error') problems.push(message.text()) })
  page.on('request', (request) => { if (!request.url().startsWith('file:')) problems.push(`asks for ${request.url()}`) })
  await page.goto(pathToFileURL(join(folder, `${name}.html`)).href + hash)
}

const entries = () => page.locator('.entry:visible')
const texts = (selector: string): Promise<string[]> => page.locator(selector).allInnerTexts()

test('shows every request and retry of the example, and asks for nothing from elsewhere', async () => {
  await open('dashboard')
  expect(await page.locator('h1').innerText()).toBe('10 of 14 requests can’t tell that a payment is due.')
  expect(await entries().count()).toBe(17)
  expect(await page.locator('output').innerText()).toBe('17 in all')
  expect(problems).toEqual([])
})

test('the band of a request that handles a 402 has a piece for it alone, in green', async () => {
  await open('dashboard')
  const pieces = page.locator('.is-check-handled .piece')
  expect(await pieces.allTextContents()).toEqual(['200: returns', '401: throws', '402: returns', "404–500: throws Error('The payment could not be made')", 'no answer: throws'])
  const colours = await pieces.evaluateAll((all) => all.map((piece) => getComputedStyle(piece).backgroundColor))
  expect(new Set(colours.slice(1, 4)).size).toBe(2)
  expect(colours[2]).not.toBe(colours[1])
})

test('filters by verdict, client, and words, together, and keeps that in the address', async () => {
  await open('dashboard')
  await page.getByText('blind', { exact: true }).first().click()
  expect(await entries().count()).toBe(9)
  await page.getByLabel('Search').fill('usage.ts')
  expect(await entries().count()).toBe(2)
  expect(await page.locator('output').innerText()).toBe('2 of 17')
  expect(await texts('.file:visible h2')).toEqual(['examples/dashboard/src/usage.ts'])
  expect(new URL(page.url()).hash).toBe('#q=usage.ts&show=check-blind')

  await page.getByLabel('Search').fill('nowhere')
  expect(await page.locator('.empty').innerText()).toContain('Nothing is like that.')
  await page.getByRole('button', { name: 'Show all' }).click()
  expect(await entries().count()).toBe(17)
  await page.getByLabel('Client').selectOption('fetch')
  expect(await entries().count()).toBe(17)
  expect(problems).toEqual([])
})

test('an address with filters opens with them, and one with a finding opens that', async () => {
  await open('dashboard', {}, '#show=retry-blanket')
  expect(await entries().count()).toBe(2)
  await page.context().close()
  await open('dashboard')
  const id = await page.locator('.is-check-handled').getAttribute('id')
  expect(id).toMatch(/^check:examples\/dashboard\/src\/billing\.ts:24:\d+$/)
  await page.context().close()
  await open('dashboard', {}, `#${id}`)
  expect(await page.locator('details[open] .told p').first().innerText()).toContain('A 402 is told apart from other failures')
})

test('is used by keyboard alone', async () => {
  await open('dashboard')
  await page.keyboard.press('/')
  await page.keyboard.type('completions.ts')
  expect(await entries().count()).toBe(2)
  await page.keyboard.press('Escape')
  expect(await entries().count()).toBe(17)
  await page.locator('.legends input').first().focus()
  await page.keyboard.press('Space')
  expect(await entries().count()).toBe(9)
  await page.locator('summary:visible').first().focus()
  await page.keyboard.press('Enter')
  expect(await page.locator('details[open] pre').innerText()).toContain('await fetch(')
  expect(await page.locator('details[open] .is-decision').innerText()).toContain('if (!response.ok)')
  const outline = await page.locator('summary:focus-visible').evaluate((summary) => getComputedStyle(summary).outlineStyle)
  expect(outline).toBe('solid')
})

test('opens and closes all that is shown', async () => {
  await open('dashboard')
  await page.getByText('handled', { exact: true }).first().click()
  await page.getByRole('button', { name: 'Open all' }).click()
  expect(await page.locator('details[open]').count()).toBe(1)
  await page.getByRole('button', { name: 'Close all' }).click()
  expect(await page.locator('details[open]').count()).toBe(0)
})

test('without JavaScript everything is there, opens, and the verdicts still filter', async () => {
  await open('dashboard', { javaScriptEnabled: false })
  expect(await entries().count()).toBe(17)
  expect(await page.locator('#search').isVisible()).toBe(false)
  await page.locator('summary').first().click()
  expect(await page.locator('details[open] .told p').first().innerText()).toContain('A 402')
  await page.getByText('handled', { exact: true }).first().click()
  expect(await entries().count()).toBe(1)
  expect(await page.locator('.file:visible').count()).toBe(1)
})

test('foreign names and code do nothing', async () => {
  await open('evil')
  await page.locator('summary').first().click()
  expect(await page.locator('.body').innerText()).toContain('window.hacked=2')
  expect(await page.locator('main img').count()).toBe(0)
  expect(await page.evaluate('window.hacked')).toBeUndefined()
  expect(problems).toEqual([])
})

test.each([['light', 1440], ['dark', 1440], ['light', 900], ['light', 390], ['dark', 390]] as const)('text can be read in %s, %d wide, and nothing sticks out', async (colorScheme, width) => {
  await open('dashboard', { colorScheme, viewport: { width, height: 900 } })
  await page.locator('summary').nth(5).click()
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(wide).toBeLessThanOrEqual(0)
  expect(await faint(page)).toEqual([])
})

/** Texts whose contrast is less than WCAG 2.2 asks for (1.4.3, level AA: 4.5, large text 3). */
function faint(on: Page): Promise<string[]> {
  return on.evaluate(() => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!
    const rgb = (colours: readonly string[]): number[] => {
      canvas.clearRect(0, 0, 1, 1)
      for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1) }
      return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3)
    }
    const luminance = (colour: number[]): number => {
      const [r, g, b] = colour.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4))
      return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
    }
    const found = new Set<string>()
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      const own = [...element.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.nodeValue!.trim() !== '')
      if (!own || !element.checkVisibility({ checkOpacity: true }) || element.closest('.skip, i, select, [aria-hidden]')) continue
      const grounds: string[] = []
      for (let at: Element | null = element; at; at = at.parentElement) grounds.unshift(getComputedStyle(at).backgroundColor)
      const { color, fontSize } = getComputedStyle(element)
      const [front, back] = [luminance(rgb([...grounds, color])), luminance(rgb(grounds))]
      const contrast = (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05)
      if (contrast < (parseFloat(fontSize) >= 24 ? 3 : 4.5)) found.add(`${element.className || element.tagName} ${contrast.toFixed(2)} ${element.textContent.slice(0, 30)}`)
    }
    return [...found]
  })
}

test('is printed in full width, with what is open', async () => {
  await open('dashboard')
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  expect(await page.locator('#search').isVisible()).toBe(false)
  expect(await page.evaluate(() => getComputedStyle(document.body).colorScheme)).toBe('light')
  expect(await page.locator('pre').first().isVisible()).toBe(true)
})
