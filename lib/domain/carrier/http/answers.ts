import { parseJson } from "../json";
import { scalarAt } from "./pointer";

export type AnswerRules = { readonly success: { readonly path: string; readonly equals: readonly string[] }; readonly idPath: string; readonly codePath: string };
export type HttpReading = { readonly outcome: "accepted"; readonly id: string } | { readonly outcome: "refused"; readonly code: string } | { readonly outcome: "uncertain" };

const ID = /^[\x21-\x7e]{1,120}$/;

/**
 * Reads a platform's answer: taken only with a 2xx, the success word and an id; refused only where the success test is there,
 * says something else and a code says what; everything else, HTML with 200 among it, nobody knows. 5xx and 408 never refuse.
 */
export function readHttpAnswer(status: number, body: string, rules: AnswerRules): HttpReading {
  const parsed = parseJson(body);
  if (typeof parsed !== "object" || parsed === null) return { outcome: "uncertain" };
  const said = scalarAt(parsed, rules.success.path);
  if (said === null) return { outcome: "uncertain" };
  const isYes = rules.success.equals.includes(said);
  const id = scalarAt(parsed, rules.idPath, 120);
  if (isYes) return status >= 200 && status < 300 && id !== null && ID.test(id) ? { outcome: "accepted", id } : { outcome: "uncertain" };
  const code = scalarAt(parsed, rules.codePath, 64);
  return code !== null && status < 500 && status !== 408 ? { outcome: "refused", code } : { outcome: "uncertain" };
}
