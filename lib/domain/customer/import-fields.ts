/** What a file may say of a customer; also the keys of a mapping and of the words under `importColumns`. */
export const IMPORT_FIELDS = [
  "number",
  "name",
  "phone",
  "branch",
  "birthDate",
  "kind",
  "products",
  "tags",
  "preferredChannel",
  "promotionConsent",
  "email",
  "language",
  "riskTolerance",
  "remarks",
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];

/** Without these four nobody can be told from anybody else, or reached. */
export const REQUIRED_FIELDS = ["number", "name", "phone", "branch"] as const satisfies readonly ImportField[];

/** Field → column number from 0, or null where the file has no such column. */
export type ImportMapping = Readonly<Record<string, number | null>>;
