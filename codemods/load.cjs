'use strict'

// jscodeshift's Babel hook compiles whatever a transform requires. The built transforms are ES modules that need no
// compiling, so they are loaded by a dynamic import that the hook can't see and rewrite.
const { join } = require('node:path')
const { pathToFileURL } = require('node:url')

const importModule = new Function('specifier', 'return import(specifier)')

/** The transform of a name, which is loaded with the first file. */
module.exports = function load(name) {
  const module = pathToFileURL(join(__dirname, `../dist/codemods/${name}.js`)).href
  let loaded
  return async function transform(file, api, options) {
    loaded ??= importModule(module)
    return (await loaded).default(file, api, options)
  }
}
