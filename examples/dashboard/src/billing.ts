import { API } from './config'

export interface Invoice {
  readonly id: string
  readonly total: number
  readonly currency: string
  readonly dueAt: string
}

export interface Receipt {
  readonly paymentId: string
}

export type Payment = { state: 'paid'; receipt: Receipt } | { state: 'declined'; reason: string }

export async function listInvoices(accountId: string, signal?: AbortSignal): Promise<Invoice[]> {
  const res = await fetch(`${API}/accounts/${accountId}/invoices`, { signal: signal ?? null })
  if (res.status !== 200) throw new Error('Could not load your invoices')
  const { invoices } = await res.json()
  return invoices
}

export async function payInvoice(invoice: Invoice, cardToken: string): Promise<Payment> {
  const res = await fetch(`${API}/invoices/${invoice.id}/payments`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': invoice.id },
    body: JSON.stringify({ source: cardToken }),
  })
  if (res.status === 402) {
    const { error } = await res.json()
    return { state: 'declined', reason: error.message }
  }
  if (!res.ok) {
    throw new Error('The payment could not be made')
  }
  return { state: 'paid', receipt: await res.json() }
}
