import { API } from './config'

export interface Usage {
  readonly tokens: number
  readonly limit: number
}

export function loadUsage(accountId: string): Promise<Usage | null> {
  return fetch(`${API}/accounts/${accountId}/usage`)
    .then((response) => {
      if (!response.ok) throw new Error('usage')
      return response.json()
    })
    .catch(() => null)
}

export function loadForecast(accountId: string): Promise<number[]> {
  return fetch(`${API}/accounts/${accountId}/forecast`).then((response) =>
    response.ok ? response.json() : Promise.reject(new Error('No forecast')),
  )
}
