const DROP = /^DROP INDEX "([^"]+)";$/;
const CREATE = /^CREATE (?:UNIQUE )?INDEX "([^"]+)" ON [^;]+;$/;
/** Prisma quotes every name; people who write SQL by hand do not. */
const BY_HAND = /^\s*CREATE (?:UNIQUE )?INDEX (?:IF NOT EXISTS )?([a-z_][a-z0-9_]*) ON /gim;

type Statement = { heading: string; sql: string };

/** Prisma heads each statement of a script with a comment that says what it does. */
function statements(script: string): Statement[] {
  return script
    .split(/^(?=-- \w+$)/m)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => {
      const end = part.indexOf("\n");
      return { heading: part.slice(0, end), sql: part.slice(end + 1).trim() };
    });
}

/** The last CREATE INDEX of each name in the migrations so far. */
function createdIndexes(migrations: readonly string[]): Map<string, string> {
  const created = new Map<string, string>();
  for (const line of migrations.flatMap((text) => text.split("\n"))) {
    const name = CREATE.exec(line.trim())?.[1];
    if (name !== undefined) created.set(name, line.trim());
  }
  return created;
}

/**
 * Takes out of a proposed migration what the engine proposes although nothing has changed:
 * - dropping an index written by hand in an earlier migration, of which the data model knows nothing (partitions, triggers,
 *   partial and expression indexes it does not look at in the first place);
 * - dropping and making again an index with an operator class of PostgreSQL's own, which it does not recognise when it reads
 *   the database: the same statement already stands in a migration.
 */
export function withoutFalseChanges(script: string, migrations: readonly string[]): string {
  const byHand = new Set(migrations.flatMap((text) => [...text.matchAll(BY_HAND)].map((match) => match[1])));
  const created = createdIndexes(migrations);
  const proposed = statements(script);
  const unchanged = new Set(
    proposed.flatMap(({ sql }) => {
      const name = CREATE.exec(sql)?.[1];
      return name !== undefined && created.get(name) === sql ? [name] : [];
    }),
  );
  const kept = proposed.filter(({ sql }) => {
    const dropped = DROP.exec(sql)?.[1];
    if (dropped !== undefined) return !byHand.has(dropped) && !unchanged.has(dropped);
    const made = CREATE.exec(sql)?.[1];
    return made === undefined || !unchanged.has(made);
  });
  return kept.map(({ heading, sql }) => `${heading}\n${sql}\n`).join("\n");
}
