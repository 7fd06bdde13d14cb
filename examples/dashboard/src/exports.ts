import { API, wait } from './config'

interface ExportJob {
  readonly id: string
  readonly state: 'queued' | 'running' | 'done' | 'failed'
  readonly url?: string
}

/** Exports take minutes: asks every few seconds until the file is there. */
export async function waitForExport(jobId: string): Promise<string> {
  for (;;) {
    const response = await fetch(`${API}/exports/${jobId}`)
    if (!response.ok) throw new Error(`Export ${jobId}: the server answered ${response.status}`)
    const job = (await response.json()) as ExportJob
    if (job.state === 'failed') throw new Error(`Export ${jobId} failed`)
    if (job.url !== undefined) return job.url
    await wait(3000)
  }
}
