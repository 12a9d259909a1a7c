import { OWN_ERRORS } from "./own-errors";
import data from "./provider-errors.json";
import { VOICE_ERRORS } from "./voice-errors";

/** What the engine does about a refusal; words in i18n `message.reason`. */
export const ERROR_CLASSES = [
  "permanent",
  "temporary",
  "throttled",
  "opted_out",
  "blocked_content",
  "invalid_number",
] as const;
export type ErrorClass = (typeof ERROR_CLASSES)[number];

/** A tenant's own entry for a code: carriers' province sub-codes are not public. */
export type ProviderCode = {
  readonly provider: string;
  readonly code: string;
  readonly meaning: string;
  /** Null for success. */
  readonly class: ErrorClass | null;
  readonly action: string;
};

export type ClassifiedCode = {
  readonly code: string;
  readonly class: ErrorClass | null;
  readonly action: string;
  readonly meaning: string;
  /** False: nobody has said what the code means, so it is treated as permanent and listed for a person to map. */
  readonly mapped: boolean;
};

// The file is checked against this shape by a test; the classes are judgements made, not the carriers' statements.
const CODES: readonly ProviderCode[] = [...(data.codes as readonly ProviderCode[]), ...OWN_ERRORS, ...VOICE_ERRORS];

type Matcher = { readonly matches: (code: string) => boolean; readonly row: ProviderCode };
type Space = { readonly exact: ReadonlyMap<string, ProviderCode>; readonly patterns: readonly Matcher[] };

/** "100-199" is a range, "MA:xxxx|MB:xxxx" are prefixes with any sub-code. */
function patternOf(row: ProviderCode): Matcher | null {
  const range = /^(\d+)-(\d+)$/.exec(row.code);
  if (range !== null) {
    const [low, high] = [Number(range[1]), Number(range[2])];
    return { row, matches: (code) => /^\d+$/.test(code) && Number(code) >= low && Number(code) <= high };
  }
  // "4.*" is every enhanced status of a class (RFC 3463 §2).
  if (row.code.endsWith(".*")) return { row, matches: (code) => code.startsWith(row.code.slice(0, -1)) };
  if (!row.code.includes(":xxxx")) return null;
  const prefixes = row.code.split("|").map((one) => one.replace("xxxx", ""));
  return { row, matches: (code) => prefixes.some((prefix) => code.startsWith(prefix)) };
}

function spacesOf(rows: readonly ProviderCode[]): ReadonlyMap<string, Space> {
  const spaces = new Map<string, { exact: Map<string, ProviderCode>; patterns: Matcher[] }>();
  for (const row of rows) {
    const space = spaces.get(row.provider) ?? { exact: new Map<string, ProviderCode>(), patterns: [] };
    spaces.set(row.provider, space);
    const pattern = patternOf(row);
    if (pattern === null) space.exact.set(row.code, row);
    else space.patterns.push(pattern);
  }
  return spaces;
}

const SPACES = spacesOf(CODES);

/** Names of the code spaces: one driver may use two, for answers and for receipts. */
export const CODE_SPACES: readonly string[] = [...SPACES.keys()];

/** All known codes of a space: for the simulator and for the settings page. */
export function codesOf(space: string): readonly ProviderCode[] {
  return CODES.filter((row) => row.provider === space);
}

/** What a carrier's code means for us; a tenant's own entries come first. */
export function classifyCode(space: string, code: string, own: readonly ProviderCode[] = []): ClassifiedCode {
  const row =
    own.find((one) => one.provider === space && one.code === code) ??
    SPACES.get(space)?.exact.get(code) ??
    SPACES.get(space)?.patterns.find((pattern) => pattern.matches(code))?.row;
  if (row === undefined) return { code, class: "permanent", action: "no_auto_retry", meaning: "", mapped: false };
  return { code, class: row.class, action: row.action, meaning: row.meaning, mapped: true };
}

/** Whether one such code is reason enough to stop the whole campaign and call a person. */
export function stopsCampaign(error: Pick<ClassifiedCode, "class" | "action">): boolean {
  return error.class === "blocked_content" || error.action.startsWith("pause_campaign");
}
