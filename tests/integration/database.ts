import pg from "pg";

/** Roles of the throwaway server of a test run, which listens on the loopback address only. */
export const PASSWORDS = { superuser: "superuser", owner: "owner", app: "app" };

const TEMPLATE = "hongyan";

const url = (port: number, role: string, password: string, database: string) =>
  `postgresql://${role}:${password}@127.0.0.1:${port}/${database}`;

async function asSuperuser(port: number, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url(port, "postgres", PASSWORDS.superuser, "postgres") });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

export type TestDatabase = { readonly name: string; readonly appUrl: string; readonly ownerUrl: string };

/** A migrated, empty database: a copy of the template, made in a fraction of a second. */
export async function createDatabase(port: number, name: string): Promise<TestDatabase> {
  await asSuperuser(port, `CREATE DATABASE "${name}" TEMPLATE "${TEMPLATE}" OWNER hongyan_owner STRATEGY FILE_COPY`);
  return {
    name,
    appUrl: url(port, "hongyan_app", PASSWORDS.app, name),
    ownerUrl: url(port, "hongyan_owner", PASSWORDS.owner, name),
  };
}

/** Removes a test's database, whoever is still connected. */
export async function dropDatabase(port: number, name: string): Promise<void> {
  await asSuperuser(port, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
}

/** Runs one statement as the owner of the test's database: what the application's role may not do. */
export async function asOwner<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_ADMIN_URL });
  await client.connect();
  try {
    const { rows } = await client.query<Row>(sql, values);
    return rows;
  } finally {
    await client.end();
  }
}
