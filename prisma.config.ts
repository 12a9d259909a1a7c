import { defineConfig } from "prisma/config";

// For Prisma's own command line. Where it may download its engine, `npx prisma migrate deploy` does what `npm run migrate`
// does, but for the job queue's schema.
export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations", seed: "tsx --conditions=react-server prisma/seed/index.ts" },
  datasource: { url: process.env.DATABASE_ADMIN_URL ?? process.env.DATABASE_URL ?? "" },
});
