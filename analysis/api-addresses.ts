import { wordsOf } from './syntax/names.ts'
import { pathOf } from './unpaid.ts'

/** Words by which code and servers call an API, or tell it who asks: `API_BASE`, `https://api.example.com`, `backendUrl`, `/v1/users`, `{ headers: { Authorization } }`. */
const API_WORD = /-(?:apis?|graphql|rpc|backend|v\d+|authorization|auth-headers?)-/
/** Something of a host that is written out, or a path that begins with a name: `https://example.com/${id}`, `/plans/${id}`, `users`. */
const WRITTEN_OUT = /^(?:(?:https?:)?\/\/[^/?#$]+\/.|\/?[a-z])/i
/** A path that ends like the name of a file. Those of programs are none: `/search.php`. */
const FILE = /\.(?!(?:php|aspx?|ashx|asmx|jspx?|do|cgi)$)[a-z]\w{0,9}$/i

/**
 * Whether a request says that an API answers it: by a word, or by an address that is written out and is none of a file.
 * An address of which no host and no beginning is known says nothing, nor does a path beneath one: `${cdn}/list`.
 *
 * @param call the request as it is written
 * @param url its address, as far as it is known
 */
export function namesApi(call: string, url: string | undefined): boolean {
  return API_WORD.test(wordsOf(call)) || (url !== undefined && (API_WORD.test(wordsOf(url)) || isOfNoFile(url)))
}

function isOfNoFile(url: string): boolean {
  return WRITTEN_OUT.test(url) && !FILE.test(pathOf(url))
}
