/**
 * The differences of two texts, line by line, as `diff -u` shows them: each change with some lines around it.
 *
 * @param {string} before
 * @param {string} after
 * @param {number} [context] unchanged lines to show around a change
 * @returns {string[]} lines that start with `@@`, ` `, `-` or `+`; none if the texts are equal
 */
export function unifiedDiff(before, after, context = 2) {
  const lines = align(before.split('\n'), after.split('\n'))
  const isShown = lines.map((_, at) => lines.slice(Math.max(0, at - context), at + context + 1).some(({ sign }) => sign !== ' '))
  return lines.flatMap(({ sign, text, line }, at) => {
    if (!isShown[at]) return []
    return isShown[at - 1] ? [sign + text] : [`@@ line ${line} @@`, sign + text]
  })
}

/**
 * The shortest way from one list of lines to the other, by the longest common subsequence.
 *
 * @param {string[]} before
 * @param {string[]} after
 * @returns {{ sign: ' ' | '-' | '+', text: string, line: number }[]} `line` is the number in the new text
 */
function align(before, after) {
  const common = Array.from({ length: before.length + 1 }, () => new Array(after.length + 1).fill(0))
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      common[i][j] = before[i] === after[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1])
    }
  }
  const lines = []
  let i = 0
  let j = 0
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      lines.push({ sign: ' ', text: after[j], line: j + 1 })
      i++
      j++
    } else if (j < after.length && (i === before.length || common[i][j + 1] >= common[i + 1][j])) {
      lines.push({ sign: '+', text: after[j], line: j + 1 })
      j++
    } else {
      lines.push({ sign: '-', text: before[i], line: j + 1 })
      i++
    }
  }
  return lines
}
