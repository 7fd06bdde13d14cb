import { API } from './config'

/** @returns {Promise<{ title: string, link: string }[]>} */
export async function loadAnnouncements() {
  const response = await fetch(`${API}/announcements?limit=3`)
  const { items } = await response.json()
  return items
}
