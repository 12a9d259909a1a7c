type Issue = {
  readonly code?: string;
  readonly input?: unknown;
  readonly origin?: string;
  readonly minimum?: number | bigint | undefined;
  readonly maximum?: number | bigint | undefined;
  readonly format?: string;
  readonly expected?: string;
};

const isEmpty = (input: unknown) => input === undefined || input === null || input === "";

function tooSmall(issue: Issue): string {
  const min = String(issue.minimum);
  if (issue.origin === "string") return isEmpty(issue.input) ? "field.required" : `field.too_short?min=${min}`;
  if (issue.origin === "array" || issue.origin === "set") return `field.too_few?min=${min}`;
  if (issue.origin === "number" || issue.origin === "int" || issue.origin === "bigint")
    return `field.too_small?min=${min}`;
  return "field.invalid";
}

function tooBig(issue: Issue): string {
  const max = String(issue.maximum);
  if (issue.origin === "string") return `field.too_long?max=${max}`;
  if (issue.origin === "array" || issue.origin === "set") return `field.too_many?max=${max}`;
  if (issue.origin === "number" || issue.origin === "int" || issue.origin === "bigint")
    return `field.too_big?max=${max}`;
  return "field.invalid";
}

function wrongType(issue: Issue): string {
  if (isEmpty(issue.input)) return "field.required";
  if (issue.expected === "int") return "field.not_whole";
  return issue.expected === "number" ? "field.not_number" : "field.invalid";
}

const FORMATS: Record<string, string> = {
  email: "field.email",
  url: "field.url",
  date: "field.date",
  datetime: "field.date",
};

/** The code of what zod found, for schemas that give none of their own; zod's English never reaches a screen. */
export function fieldCode(issue: Issue): string {
  switch (issue.code) {
    case "too_small":
      return tooSmall(issue);
    case "too_big":
      return tooBig(issue);
    case "invalid_type":
      return wrongType(issue);
    case "invalid_value":
    case "invalid_union":
      return isEmpty(issue.input) ? "field.required" : "field.choice";
    case "invalid_format":
      return isEmpty(issue.input) ? "field.required" : (FORMATS[issue.format ?? ""] ?? "field.format");
    default:
      return "field.invalid";
  }
}
