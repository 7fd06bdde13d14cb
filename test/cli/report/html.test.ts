import fc from 'fast-check'
import { expect, test } from 'vitest'

import { html, trusted } from '../../../cli/report/html.ts'

test('text is escaped, in elements and in attributes; what is HTML stays', () => {
  const foreign = `<img src=x onerror='alert("1")'> & co`
  expect(html`<p title="${foreign}">${foreign} ${html`<b>${1}</b>`}</p>`.text).toBe(
    '<p title="&lt;img src=x onerror=&#39;alert(&quot;1&quot;)&#39;&gt; &amp; co">&lt;img src=x onerror=&#39;alert(&quot;1&quot;)&#39;&gt; &amp; co <b>1</b></p>',
  )
})

test('lists are joined, and what is missing or false is nothing; zero is a number', () => {
  expect(html`${[html`<i>`, 'a', [0, false]]}${undefined}${false}`.text).toBe('<i>a0')
})

test('characters that steer a page or turn its direction are shown by number', () => {
  expect(html`${'a\u202eb\u0000c\ud800d\te'}`.text).toBe('a\\u{202e}b\\u{0}c\\u{d800}d\te')
})

test('no text gets out of its place', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    expect(html`${text}`.text).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/)
  }))
})

test('only our own files are taken as they are', () => {
  expect(html`<style>${trusted('a > b {}')}</style>`.text).toBe('<style>a > b {}</style>')
})
