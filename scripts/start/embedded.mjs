import { startPostgres } from "./postgres.mjs";
import { prepareRoles } from "./roles.mjs";

/** The embedded server with its two roles and one database, ready for migrations. */
export async function startEmbedded({ dataDir, services, passwords, durable = true, listen }) {
  const { port } = await startPostgres({ dataDir, services, password: passwords.superuser, durable, listen });
  return { port, ...(await prepareRoles({ port, passwords })) };
}
