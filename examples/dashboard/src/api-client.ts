import { API } from './config'

export class ApiError extends Error {
  readonly status: number
  readonly body: unknown

  constructor(message: string, status: number, body: unknown) {
    super(message)
    this.name = 'ApiError'
    this.status = status
    this.body = body
  }
}

export class ApiClient {
  readonly #token: string

  constructor(token: string) {
    this.#token = token
  }

  get<T>(path: string): Promise<T> {
    return this.#request<T>('GET', path)
  }

  post<T>(path: string, body: unknown): Promise<T> {
    return this.#request<T>('POST', path, body)
  }

  async #request<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(API + path, {
      method,
      headers: { Authorization: `Bearer ${this.#token}`, 'Content-Type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    })
    if (!response.ok) {
      const details: unknown = await response.json().catch(() => undefined)
      throw new ApiError(`${method} ${path} failed`, response.status, details)
    }
    return (await response.json()) as T
  }
}
