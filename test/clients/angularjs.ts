import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { compileFunction } from 'node:vm'

const require = createRequire(import.meta.url)

const nothing = (): void => undefined

/** What AngularJS reads of the elements of a page before anything is shown. */
function element(): Record<string, unknown> {
  return {
    style: {},
    querySelector: element,
    getAttribute: () => '',
    addEventListener: nothing,
    removeEventListener: nothing,
    setAttribute(name: string, value: string) {
      if (name !== 'href') return
      const { href, protocol, host, hostname, port, pathname, search, hash } = new URL(value, 'http://localhost/')
      Object.assign(this, { href, protocol, host, hostname, port, pathname, search, hash })
    },
  }
}

/** Loads a version of AngularJS into a page of its own that sends its requests through the `XMLHttpRequest` of a package. */
export function loadAngularJs(name: string): Record<string, unknown> {
  const { XMLHttpRequest } = require('xmlhttprequest-ssl') as { XMLHttpRequest: unknown }
  const document = { ...element(), nodeType: 9, readyState: 'loading', body: element(), createElement: element, querySelectorAll: () => [], getElementsByTagName: () => [], cookie: '' }
  const window = {
    document, XMLHttpRequest, setTimeout, clearTimeout, console: { ...console, error: nothing }, location: { href: 'http://localhost/' }, history: {}, navigator: { userAgent: '' },
    Node: Object, addEventListener: nothing, removeEventListener: nothing, angular: undefined,
  }
  const run = compileFunction(readFileSync(require.resolve(`${name}/angular.js`), 'utf8'), ['window', 'document']) as (...page: unknown[]) => void
  run(window, document)
  return { default: window.angular }
}
