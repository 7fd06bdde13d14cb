import { expect } from 'vitest'

import type { Project } from './project.ts'

/** `<!-- verb argument -->`, and the code block that stands below it, if one does. Marks of begin and end are of other tools. */
const MARK = /^<!-- (?!begin |end )(\w+) (.+) -->\n(?:(```\w+\n)([^]*?)(```\n))?/gm

/**
 * Does in a project what the marks of a page say, and writes what comes out into the page:
 *
 * - `file PATH`: the block is this file
 * - `reset PATH`: the file is again as its block has it
 * - `edit PATH: OLD => NEW`: what the text around the mark tells the reader to change; `\n` stands for a line end
 * - `run COMMAND`, `silent COMMAND`: it succeeds; and prints nothing
 * - `output COMMAND`: the block is what it prints
 * - `result PATH`: the block is what the file holds now
 *
 * @returns the page with its blocks as they are now
 */
export function follow(page: string, project: Pick<Project, 'read' | 'write' | 'run'>): string {
  const files = new Map<string, string>()
  return page.replaceAll(MARK, (mark: string, verb: string, argument: string, open = '', block = '', close = '') => {
    const head = mark.slice(0, mark.indexOf('\n') + 1)
    const withBlock = (text: string): string => `${head}${open}${text.trim()}\n${close}`
    switch (verb) {
      case 'file':
        files.set(argument, block as string)
        project.write(argument, block as string)
        return mark
      case 'reset':
        project.write(argument, files.get(argument)!)
        return mark
      case 'edit': {
        const [, path, before, after] = /^(\S+): (.+) => (.+)$/.exec(argument)!
        expect(project.read(path!), argument).toContain(before)
        project.write(path!, project.read(path!).replace(before!, () => after!.replaceAll('\\n', '\n')))
        return mark
      }
      case 'run':
        expect(project.run(argument), argument).toMatchObject({ code: 0 })
        return mark
      case 'silent':
        expect(project.run(argument), argument).toEqual({ code: 0, output: '' })
        return mark
      case 'output':
        return withBlock(withoutTimes(project.run(argument).output))
      case 'result':
        return withBlock(project.read(argument))
      default:
        throw new Error(`What is "${verb}"?`)
    }
  })
}

/** Durations differ from run to run. */
function withoutTimes(output: string): string {
  return output.replaceAll(/\d+\.\d s$/gm, '0.1 s').replaceAll(/[ \t]+$/gm, '')
}
