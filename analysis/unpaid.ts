const LOCAL = /^(?:(?:https?|wss?):)?\/\/(?:localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1\]|[\w-]+\.localhost)(?::|\/|$)/i
const INLINE = /^(?:data|blob|file|about|chrome-extension):/i
const ASSET = /\.(?:png|jpe?g|gif|svg|webp|avif|ico|css|woff2?|ttf|otf|eot|mp3|mp4|webm|ogg|wav|wasm|map|md|txt|glb|gltf|hdr|csv|geojson|topojson)(?:[?#]|$)/i

/** Whether nobody charges for an address: a static asset, `data:`, `blob:`, or this machine. */
export function isUnpaidAddress(url: string): boolean {
  return LOCAL.test(url) || INLINE.test(url) || ASSET.test(url)
}
