import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "@/prisma/generated/client";
import { environment } from "../env";

type Connections = { pool: pg.Pool; prisma: PrismaClient };

// One set of connections a process, also when a development server evaluates this module again.
const store = globalThis as typeof globalThis & { hongyanConnections?: Connections };

function connect(): Connections {
  const { DATABASE_URL, DATABASE_POOL } = environment();
  const pool = new pg.Pool({ connectionString: DATABASE_URL, max: DATABASE_POOL });
  // An idle connection that the server closes is not worth dying for: the next query opens another.
  pool.on("error", () => undefined);
  return { pool, prisma: new PrismaClient({ adapter: new PrismaPg(pool) }) };
}

function connections(): Connections {
  store.hongyanConnections ??= connect();
  return store.hongyanConnections;
}

/** Prisma, for everything that is about single rows and pages of rows. */
export function db(): PrismaClient {
  return connections().prisma;
}

/** The pool itself, for the pipeline's statements over thousands of rows. */
export function pool(): pg.Pool {
  return connections().pool;
}

/** Closes every connection of this process. */
export async function disconnect(): Promise<void> {
  const open = store.hongyanConnections;
  delete store.hongyanConnections;
  await open?.prisma.$disconnect();
  await open?.pool.end().catch(() => undefined);
}
