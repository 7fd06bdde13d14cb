import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
// Neither has types in this project.
const { createElement } = require('react') as { createElement: (component: () => null) => unknown }
const { create } = require('react-test-renderer') as { create: (element: unknown) => unknown }

/** Shows a component. What it sends is seen; when it is done with that, nobody is told. */
export async function mount(component: () => null): Promise<void> {
  create(createElement(component))
}
