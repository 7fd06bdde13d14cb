'use strict'

// jscodeshift's Babel hook compiles whatever a transform requires. The built transform is an ES module that needs no
// compiling, so it is loaded by a dynamic import that the hook can't see and rewrite.
const { join } = require('node:path')
const { pathToFileURL } = require('node:url')

const load = new Function('specifier', 'return import(specifier)')
const file = join(__dirname, '../dist/codemods/exclude-402-from-retry.js')

let loaded

module.exports = async function exclude402FromRetry(source, api, options) {
  loaded ??= load(pathToFileURL(file).href)
  const { default: transform } = await loaded
  return transform(source, api, options)
}
