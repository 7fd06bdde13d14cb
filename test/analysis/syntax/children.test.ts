import { readFileSync } from 'node:fs'

import { globSync } from 'tinyglobby'
import { describe, expect, it } from 'vitest'

import { eachChild } from '../../../analysis/syntax/children.ts'
import type { Node } from '../../../analysis/syntax/estree.ts'
import { parseSource } from '../../../source/parse.ts'
import { nodesOf, resolve } from './resolve.ts'

function expressionOf(text: string): Node {
  return resolve(text).program.body[0]!['expression'] as Node
}

describe('eachChild', () => {
  const childrenOf = (node: Node): string[] => {
    const types: string[] = []
    eachChild(node, (child) => types.push(child.type))
    return types
  }

  it('visits in source order', () => {
    expect(childrenOf(expressionOf('a ? b() : [c]'))).toEqual(['Identifier', 'CallExpression', 'ArrayExpression'])
  })

  it('leaves types, comments and ways out of the tree alone', () => {
    const parent: Node = { type: 'Program' }
    expect(childrenOf({ type: 'X', parent, comments: [parent], typeAnnotation: parent, returnType: parent })).toEqual([])
    expect(childrenOf(resolve('type T = typeof x; interface I { a: typeof x }; declare function f(): void').program)).not.toContain('TSTypeAliasDeclaration')
  })

  it('passes over holes', () => {
    expect(childrenOf(expressionOf('[, a, ]'))).toEqual(['Identifier'])
  })

  it('finds all that hang below a node, whatever the order of its fields', () => {
    const files = globSync('test/oracle/fixtures/**/*.{ts,js}', { absolute: true })
    expect(files.length).toBeGreaterThan(50)
    for (const file of files) {
      for (const node of nodesOf(parseSource(readFileSync(file, 'utf8'), file), () => true)) {
        const listed: Node[] = []
        eachChild(node, (child) => listed.push(child))
        const read: Node[] = []
        // Of a type that no table lists, the fields are read off the node.
        eachChild({ ...node, type: 'Unlisted' }, (child) => read.push(child))
        expect(new Set(listed), node.type).toEqual(new Set(read))
        // The parts of a template alternate.
        if (node.type !== 'TemplateLiteral') expect(listed.map((child) => child.start), node.type).toEqual(listed.map((child) => child.start).sort((a, b) => (a ?? 0) - (b ?? 0)))
      }
    }
  })
})
