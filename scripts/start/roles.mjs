import { createRequire } from "node:module";
import { inRoot } from "./paths.mjs";

const DATABASE = "hongyan";
const OWNER = "hongyan_owner";
const APP = "hongyan_app";

const url = (port, user, password, database = DATABASE) =>
  `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;

/**
 * Makes the two roles and the database of an embedded server: the owner changes the structure (migrations), the
 * application reads and writes rows, and neither is a superuser.
 */
export async function prepareRoles({ port, passwords, database = DATABASE }) {
  const { Client, escapeIdentifier, escapeLiteral } = createRequire(inRoot("package.json"))("pg");
  const client = new Client({ connectionString: url(port, "postgres", passwords.superuser, "postgres") });
  await client.connect();
  try {
    for (const [role, password] of [[OWNER, passwords.owner], [APP, passwords.app]]) {
      const { rowCount } = await client.query("SELECT FROM pg_roles WHERE rolname = $1", [role]);
      const verb = rowCount ? "ALTER" : "CREATE";
      await client.query(`${verb} ROLE ${role} LOGIN NOSUPERUSER NOCREATEROLE PASSWORD ${escapeLiteral(password)}`);
    }
    const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = $1", [database]);
    if (!rowCount) await client.query(`CREATE DATABASE ${escapeIdentifier(database)} OWNER ${OWNER}`);
  } finally {
    await client.end();
  }
  return {
    superuserUrl: url(port, "postgres", passwords.superuser, "postgres"),
    ownerUrl: url(port, OWNER, passwords.owner, database),
    appUrl: url(port, APP, passwords.app, database),
  };
}
