import { API } from './config'

export interface Account {
  readonly id: string
  readonly name: string
  readonly plan: 'free' | 'team' | 'business'
  readonly seats: number
}

export async function loadAccount(id: string): Promise<Account> {
  const response = await fetch(`${API}/accounts/${id}`)
  if (!response.ok) {
    throw new Error('Could not load your account')
  }
  return response.json()
}

export async function inviteMember(accountId: string, email: string): Promise<void> {
  const response = await fetch(`${API}/accounts/${accountId}/members`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email }),
  })
  if (response.status === 409) throw new Error(`${email} is a member already`)
  if (!response.ok) throw new Error('The invitation could not be sent')
}
