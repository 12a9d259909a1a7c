import type { Services } from "./services.mjs";

/** Builds the web application when a source of it has changed. */
export function build(options?: { readonly env?: NodeJS.ProcessEnv; readonly services?: Services }): Promise<void>;
