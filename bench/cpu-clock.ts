// Loaded with `--import` into a process that is measured: writes what it took of the processor, in milliseconds, when it ends.
import { writeFileSync } from 'node:fs'

process.on('exit', () => {
  const { user, system } = process.cpuUsage()
  writeFileSync(process.env['CPU_CLOCK']!, String((user + system) / 1000))
})
