/**
 * Two loops that ask one predicate: the first is reported, the second leaves a 402 out. What one takes for the end makes
 * the other go on.
 */
export const TWO_LOOPS = `const isFinal = (status) => status === 404

export async function loadPlan() {
  for (let attempt = 0; attempt < 3; attempt++) {
    const res = await fetch('/api/plan')
    if (res.ok) return res.json()
    if (isFinal(res.status)) return null
  }
  return null
}

export async function waitForExport() {
  for (let attempt = 0; attempt < 3; attempt++) {
    const res = await fetch('/api/export')
    if (res.ok) return true
    if (!isFinal(res.status)) return false
  }
  return false
}
`
