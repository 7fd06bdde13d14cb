import { API, wait } from './config'

const ATTEMPTS = 4

export interface Completion {
  readonly text: string
  readonly tokens: number
}

/** The model is often busy for a second or two. */
export async function complete(prompt: string, apiKey: string): Promise<Completion> {
  let lastError: unknown
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    try {
      const response = await fetch(`${API}/completions`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${apiKey}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ prompt, max_tokens: 512 }),
      })
      if (!response.ok) throw new Error('The model did not answer')
      return (await response.json()) as Completion
    } catch (error) {
      lastError = error
      await wait(500 * 2 ** attempt)
    }
  }
  throw lastError
}
