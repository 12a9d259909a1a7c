import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";

/** Something the person at the keyboard can mend: shown without a stack. */
export class Refusal extends Error {}

/** Gives this process the environment of the running installation, which `npm start` leaves in DATA_DIR/runtime.env. */
export function enterEnvironment(): void {
  const file = path.resolve(process.env.DATA_DIR ?? "data", "runtime.env");
  if (existsSync(file)) {
    // What is set on the command line wins over what the installation was started with.
    for (const [name, value] of Object.entries(parseEnv(readFileSync(file, "utf8")))) process.env[name] ??= value;
  } else if (!process.env.DATABASE_URL) {
    throw new Refusal(
      `Hongyan is not running here: there is no ${file}.\n` +
        "Start it with `npm start` (and give this command the same DATA_DIR), or set DATABASE_URL and the secrets of .env.example.",
    );
  }
}

/** Runs one command to its end: prints refusals as they are, closes every connection, sets the exit code. */
export async function runCommand(run: () => Promise<number>): Promise<void> {
  try {
    enterEnvironment();
    process.exitCode = await run();
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    const unreachable = code === "ECONNREFUSED" || code === "ENOTFOUND" || code === "P1001";
    console.error(
      unreachable
        ? "The database does not answer. Is `npm start` running?"
        : error instanceof Refusal
          ? error.message
          : error,
    );
    process.exitCode = 2;
  } finally {
    const { disconnect } = await import("@/lib/server/db/client");
    await disconnect();
  }
}
