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
}): Promise<EmbeddedDatabase>;
