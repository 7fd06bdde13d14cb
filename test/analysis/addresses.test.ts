import { describe, expect, it } from 'vitest'

import { analyse } from '../../analysis/index.ts'
import { parseSource } from '../../source/parse.ts'

/** The address of the one request of a function with the parameters `base` and `id`, as findings tell it. */
function addressOf(body: string): string | undefined {
  const text = `import config from './config.js'\nexport async function load(base, id) { ${body} }`
  const urls = analyse(parseSource(text, 'load.js'), text).checks.map(({ url }) => url)
  expect(urls).toHaveLength(1)
  return urls[0]
}

describe('the address of a request', () => {
  it.each([
    ['of a URL', "return fetch(new URL('https://api.example.com/a'))", 'https://api.example.com/a'],
    ['of a URL as a string', "const url = new URL(`https://api.example.com/a/${id}`); return fetch(url.href)", 'https://api.example.com/a/${id}'],
    ['of a URL that is written out', "const url = new URL('https://api.example.com/a'); return fetch(`${url.toString()}?id=${id}`)", 'https://api.example.com/a?id=${id}'],
    ['of a URL in a text', "const url = new URL('https://api.example.com/a'); return fetch(`${url}?id=${id}`)", 'https://api.example.com/a?id=${id}'],
    ['of the origin of one', "const { origin } = new URL('https://api.example.com/a/b'); return fetch(origin + '/c')", 'https://api.example.com/c'],
    ['of an origin that is not known', "return fetch(new URL(base).origin + '/c')", '${base.origin}/c'],
    ['resolved', "return fetch(new URL('../c', 'https://api.example.com/a/b/'))", 'https://api.example.com/a/c'],
    ['resolved beneath what is not known', "return fetch(new URL('/c', base))", '${base}/c'],
    ['resolved beneath one of two', "return fetch(new URL('/c', id ? 'https://a.example.com' : 'https://b.example.com'))", '${…}/c'],
    ['with a query', "const query = new URLSearchParams({ id }); return fetch(`https://api.example.com/a?${query}`)", 'https://api.example.com/a?${URLSearchParams}'],
    ['that is not known', 'return fetch(new URL(base))', undefined],
    ['of another module', 'return fetch(config.webhook.url)', undefined],
  ])('%s', (_, body, url) => expect(addressOf(body)).toBe(url))
})
