import { API, wait } from './config'

async function withRetry<T>(operation: () => Promise<T>, retries = 3): Promise<T> {
  try {
    return await operation()
  } catch (error) {
    if (retries === 0) throw error
    await wait(1000)
    return withRetry(operation, retries - 1)
  }
}

export function summarize(documentId: string): Promise<string> {
  return withRetry(async () => {
    const res = await fetch(`${API}/documents/${documentId}/summary`, { method: 'POST' })
    if (!res.ok) {
      throw new Error('Could not summarize the document')
    }
    return res.text()
  })
}
