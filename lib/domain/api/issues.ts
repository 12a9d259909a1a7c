import type { z } from "zod";
import { holds, type Place } from "./pointer";

/** What is wrong at one place of the input; `code` has words under `errors`, `evidence` is what they need. */
export type InputFault = {
  readonly place: Place;
  readonly code: string;
  readonly evidence: Readonly<Record<string, string | number>>;
};

type Issue = z.core.$ZodIssue;

const OWN_CODE = /^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$/;
const FORMATS: Readonly<Record<string, string>> = { uuid: "api.malformed_uuid", datetime: "api.malformed_instant" };
const SHOWN_OPTIONS = 20;

const SIZE_CODES: Readonly<Record<string, readonly [small: string, big: string]>> = {
  string: ["api.too_short", "api.too_long"],
  array: ["api.too_few", "api.too_many"],
  set: ["api.too_few", "api.too_many"],
  object: ["api.too_few", "api.too_many"],
};

function sizeFault(issue: Extract<Issue, { code: "too_small" | "too_big" }>, place: Place): InputFault {
  const [small, big] = SIZE_CODES[issue.origin] ?? ["api.too_low", "api.too_high"];
  return issue.code === "too_small"
    ? { place, code: small, evidence: { limit: Number(issue.minimum) } }
    : { place, code: big, evidence: { limit: Number(issue.maximum) } };
}

function wrongType(place: Place, expected: readonly string[], input: unknown): InputFault {
  if (!holds(input, place)) return { place, code: "api.required", evidence: {} };
  return { place, code: "api.wrong_type", evidence: { expected: expected.join("_or_") } };
}

function unionFault(issue: Extract<Issue, { code: "invalid_union" }>, place: Place, input: unknown): InputFault[] {
  const ownTypes = issue.errors.map(
    (branch) =>
      branch.flatMap((inner) => (inner.path.length === 0 && inner.code === "invalid_type" ? [inner.expected] : []))[0],
  );
  if (ownTypes.every((expected) => expected !== undefined)) return [wrongType(place, ownTypes, input)];
  // Where one alternative has the right type, what is wrong inside that one is what helps.
  const closest = issue.errors.find((_, index) => ownTypes[index] === undefined) ?? [];
  const faults = closest.flatMap((inner) => faultsOf({ ...inner, path: [...place, ...inner.path] } as Issue, input));
  return faults.length > 0 ? faults : [{ place, code: "api.invalid", evidence: {} }];
}

function faultsOf(issue: Issue, input: unknown): InputFault[] {
  const place = issue.path.filter((step): step is string | number => typeof step !== "symbol");
  if (OWN_CODE.test(issue.message)) return [{ place, code: issue.message, evidence: {} }];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({ place: [...place, key], code: "api.unknown_field", evidence: {} }));
    case "invalid_type":
      return [wrongType(place, [issue.expected], input)];
    case "too_small":
    case "too_big":
      return [sizeFault(issue, place)];
    case "invalid_value": {
      if (!holds(input, place)) return [{ place, code: "api.required", evidence: {} }];
      return [
        {
          place,
          code: "api.not_one_of",
          evidence: { allowed: issue.values.slice(0, SHOWN_OPTIONS).map(String).join(", ") },
        },
      ];
    }
    case "invalid_format":
      return [{ place, code: FORMATS[issue.format] ?? "api.malformed", evidence: {} }];
    case "invalid_union":
      return unionFault(issue, place, input);
    case "invalid_key":
      return [{ place, code: "api.bad_key", evidence: {} }];
    default:
      return [{ place, code: "api.invalid", evidence: {} }];
  }
}

/** Everything that a schema found wrong with an input, in our own codes. */
export function inputFaults(error: z.core.$ZodError, input: unknown): readonly InputFault[] {
  return error.issues.flatMap((issue) => faultsOf(issue, input));
}
