import { Writable } from 'node:stream'

import type { Output } from '../../cli/terminal.ts'

/** Collects what is written, and says of itself that it is a terminal, if asked to. */
export class FakeOutput extends Writable {
  text = ''
  readonly isTTY: boolean
  columns: number

  constructor(isTTY = false, columns = 80) {
    super({ decodeStrings: false })
    this.isTTY = isTTY
    this.columns = columns
  }

  hasColors(): boolean {
    return this.isTTY
  }

  override _write(chunk: string, _encoding: string, done: () => void): void {
    this.text += chunk
    done()
  }
}

/** A pipe whose reader goes away after so many writes. */
export function closingPipe(writes: number): Output & { readonly written: string[] } {
  const written: string[] = []
  const pipe = new Writable({
    decodeStrings: false,
    write(chunk: string, _encoding, done) {
      if (written.length === writes) done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))
      else done(void written.push(chunk))
    },
  })
  pipe.on('error', () => undefined)
  return Object.assign(pipe, { written })
}
