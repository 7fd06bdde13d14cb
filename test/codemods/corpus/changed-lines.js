/**
 * The lines of a text that are not in the output, in order and byte for byte: those that a branch went into, and those
 * that were lost.
 *
 * A line counts as one that a branch went into where the lines that took its place hold all of its characters in order,
 * apart from white space, parentheses and a trailing comma, or where it awaits the response that gets a name.
 *
 * @param {string} before
 * @param {string} after
 * @returns {{ rewritten: number, lost: string[] }}
 */
export function changedLines(before, after) {
  const [old, now] = [before.split('\n'), after.split('\n')]
  const lost = []
  let rewritten = 0
  let at = 0
  for (const line of old) {
    const found = now.indexOf(line, at)
    // Lines that are there by chance further down are not the same line.
    if (found !== -1 && found - at <= LARGEST) {
      at = found + 1
      continue
    }
    rewritten++
    const place = now.slice(at, at + LARGEST).join('\n')
    if (!/\bawait\b/.test(line) && !isIn(bare(line), bare(place))) lost.push(line)
  }
  return { rewritten, lost }
}

/** Lines that the codemod puts in at one place. */
const LARGEST = 12

function bare(text) {
  return text.replaceAll(/[\s(),]/g, '')
}

/** Are all characters of one text in another, in order? */
function isIn(part, whole) {
  let at = -1
  return [...part].every((character) => (at = whole.indexOf(character, at + 1)) !== -1)
}
