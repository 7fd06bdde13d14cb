import { API, wait } from './config'

const RETRYABLE = new Set([408, 429, 502, 503, 504])

export class HttpError extends Error {
  constructor(readonly status: number, message: string) {
    super(message)
    this.name = 'HttpError'
  }
}

export async function drawCover(title: string): Promise<Blob> {
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(`${API}/images`, { method: 'POST', body: JSON.stringify({ prompt: title }) })
    if (response.ok) return response.blob()
    if (!RETRYABLE.has(response.status) || attempt === 5) {
      throw new HttpError(response.status, `No cover for "${title}"`)
    }
    await wait(attempt * 1000)
  }
}
