/** How our TypeScript becomes one runnable file: esbuild, packages left to node_modules. */
import { build, context, stop } from 'esbuild'

/** Marker packages that guard Next's client bundles mean nothing in a server's own bundle. */
const markers = {
  name: 'markers',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(server|client)-only$/ }, ({ path }) => ({ path, namespace: 'marker' }))
    onLoad({ filter: /.*/, namespace: 'marker' }, () => ({ contents: '' }))
  },
}

const options = (root, entry, outfile) => ({
  absWorkingDir: root,
  entryPoints: [entry],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  jsx: 'automatic',
  loader: { '.css': 'empty' },
  sourcemap: 'inline',
  logLevel: 'error',
  plugins: [markers],
})

/** Bundles `entry` into `outfile`. */
export const bundle = (root, entry, outfile) => build(options(root, entry, outfile))

/** Bundles now and after every change; `rebuilt` is called each time it succeeded. */
export async function watchBundle(root, entry, outfile, rebuilt) {
  const tell = {
    name: 'tell',
    setup: ({ onEnd }) => onEnd(({ errors }) => (errors.length ? undefined : rebuilt())),
  }
  const base = options(root, entry, outfile)
  watching = await context({ ...base, plugins: [...base.plugins, tell] })
  await watching.watch()
}

let watching

/** Ends the bundler's own process. */
export async function stopBundling() {
  await watching?.dispose()
  await stop()
}
