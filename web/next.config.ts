import { fileURLToPath } from "node:url";
import type { NextConfig } from "next";

const headers = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  // Nobody frames the page and lays their own buttons over ours.
  { key: "Content-Security-Policy", value: "frame-ancestors 'none'; object-src 'none'; base-uri 'self'" },
];

export default {
  // The sdk is TypeScript source in a workspace beside this one.
  transpilePackages: ["@millrace/sdk"],
  turbopack: { root: fileURLToPath(new URL("..", import.meta.url)) },
  poweredByHeader: false,
  // `npm run typecheck` checks the whole repository; a build needn't do it again.
  typescript: { ignoreBuildErrors: true },
  headers: async () => [{ source: "/:path*", headers }],
} satisfies NextConfig;
