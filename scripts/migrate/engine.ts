import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import type { SchemaContainer, SchemaEngine } from "@prisma/schema-engine-wasm/schema_engine_bg";
import { MigrationAdapter } from "./adapter.ts";

const require = createRequire(import.meta.url);
const SCHEMA_DIR = path.resolve(import.meta.dirname, "../../prisma/schema");

type Exports = WebAssembly.Exports & { __wbindgen_start(): void };

let loaded: Promise<void> | undefined;

/** The engine never clears the ten-second timer of its lock; unreferenced, the timer keeps no finished process waiting. */
function importsWithoutTimers(): WebAssembly.ModuleImports {
  const imports: WebAssembly.ModuleImports = { ...(bindings as unknown as WebAssembly.ModuleImports) };
  for (const [name, value] of Object.entries(imports)) {
    if (!name.startsWith("__wbg_setTimeout") || typeof value !== "function") continue;
    imports[name] = (...args: unknown[]) => (value(...args) as NodeJS.Timeout).unref();
  }
  return imports;
}

/** Prisma's command line downloads its schema engine; the same engine lies in an npm package as WebAssembly. */
async function load(): Promise<void> {
  const script = require.resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const binary = readFileSync(path.join(path.dirname(script), "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(binary, { "./schema_engine_bg.js": importsWithoutTimers() });
  bindings.__wbg_set_wasm(instance.exports);
  (instance.exports as Exports).__wbindgen_start();
}

/** The files of the data model, in the order of their names. */
export function readSchema(directory = SCHEMA_DIR): SchemaContainer[] {
  const names = readdirSync(directory).filter((name) => name.endsWith(".prisma"));
  return names.sort().map((name) => {
    const file = path.join(directory, name);
    return { path: file, content: readFileSync(file, "utf8") };
  });
}

/** Lends Prisma's schema engine on one database to `work`, and closes its connection. */
export async function withEngine<T>(
  url: string,
  schema: readonly SchemaContainer[],
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  loaded ??= load();
  await loaded;
  const datamodels = schema.map(({ path: file, content }): [string, string] => [file, content]);
  const adapter = new MigrationAdapter(url);
  try {
    const engine = await bindings.SchemaEngine.new(
      { datamodels },
      () => undefined,
      bindMigrationAwareSqlAdapterFactory(adapter),
    );
    return await work(engine);
  } catch (error) {
    throw adapter.lastError ?? error;
  } finally {
    await adapter.close();
  }
}
