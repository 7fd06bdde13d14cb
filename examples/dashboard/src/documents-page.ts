import { API } from './config'

export interface Document {
  readonly id: string
  readonly title: string
}

export interface Toaster {
  error(message: string): void
}

export interface DocumentsPage {
  isLoading: boolean
  documents: readonly Document[]
}

export async function loadDocuments(page: DocumentsPage, toast: Toaster): Promise<void> {
  page.isLoading = true
  try {
    const response = await fetch(`${API}/documents`, { credentials: 'include' })
    if (!response.ok) throw new Error('documents')
    page.documents = await response.json()
  } catch (error) {
    console.error(error)
    toast.error('Something went wrong. Please try again later.')
  } finally {
    page.isLoading = false
  }
}

export async function renameDocument(id: string, title: string): Promise<boolean> {
  const response = await fetch(`${API}/documents/${id}`, { method: 'PATCH', body: JSON.stringify({ title }) })
  return response.ok
}
