import type { Services } from "./services.mjs";

export type EmbeddedDatabase = {
  readonly port: number;
  readonly superuserUrl: string;
  readonly ownerUrl: string;
  readonly appUrl: string;
};

/** The embedded server with its two roles and one database, ready for migrations. */
export function startEmbedded(options: {
  dataDir: string;
  services: Services;
  passwords: { superuser: string; owner: string; app: string };
  durable?: boolean;
  /** Addresses to listen on, 127.0.0.1 among them; without it that one alone. */
  listen?: string;
}): Promise<EmbeddedDatabase>;
