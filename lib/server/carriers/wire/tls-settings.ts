import "server-only";
import { z } from "zod";

/** How a line is encrypted: part of the settings of accounts that keep connections. */
export const tlsSettings = {
  tls: z.boolean().default(false),
  /** Certificate of the carrier's own authority, PEM; empty: those that Node trusts. */
  tlsAuthority: z.string().max(16_384).default(""),
  /** Name in the carrier's certificate where it is not the host. */
  tlsServerName: z.string().trim().max(255).default(""),
};
