import { wordsOf } from './syntax/names.ts'

/**
 * Servers that people run for themselves, whose answers nobody charges for: of containers and their clusters (the classes of
 * `@kubernetes/client-node`), of models on one's own machine, of media, downloads
 * and homes; what a cloud tells a machine of itself, and what takes messages for browsers (RFC 8030). `-` stands where a name may be parted. One that is also sold as a service under the same name is not among them.
 */
const OWN_SERVERS = [
  'web-?push', 'daemon', 'imds', 'instance-?metadata', 'docker', '(?:kube(?:rnetes)?|k8s)-?api', '(?:core|apps|batch|networking|storage|policy|autoscaling|rbac-authorization)-v1-api', 'custom-objects-api', 'podman', 'portainer', 'proxmox',
  'ollama', 'lm-?studio', 'llama-?cpp', 'kobold-?cpp', 'comfy-?ui', 'voicevox',
  'sonarr', 'radarr', 'lidarr', 'readarr', 'whisparr', 'prowlarr', 'bazarr', 'servarr', 'jackett', 'tautulli', 'tracearr', 'overseerr', 'jellyseerr',
  'jellyfin', 'kodi', 'audiobookshelf', 'navidrome', 'immich', 'paperless(?:-?ngx)?',
  'transmission', 'qbittorrent', 'deluge', 'sabnzbd', 'nzbget', 'aria2',
  'home-?assistant', 'pi-?hole', 'ad-?guard-?home', 'technitium', 'opnsense', 'pfsense', 'true-?nas', 'unraid', 'open-?media-?vault',
  'unifi(?:-?protect)?', 'gotenberg', 'gotify', 'uptime-?kuma', 'traefik', 'octo-?print', 'moonraker', 'klipper', 'syncthing',
]

const NAME = new RegExp(`-(?:${OWN_SERVERS.join('|')})-(?!hub-|cloud-)`)

/** Whether a name of the code (`SonarrApi`, `OLLAMA_HOST`, `dockerClient`) is one of a server that people run for themselves. */
export function namesOwnServer(name: string): boolean {
  return NAME.test(wordsOf(name))
}
