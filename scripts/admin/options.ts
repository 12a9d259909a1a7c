import type { z } from "zod";
import { loadMessages, type Messages } from "@/lib/i18n/load-messages";
import { Refusal } from "./environment";

export type Options = { readonly [name in "name" | "role" | "branch" | "login"]?: string | undefined };

/** An option that the command cannot do without. */
export function need(options: Options, name: keyof Options): string {
  const value = options[name]?.trim();
  if (!value) throw new Refusal(`--${name} is missing.`);
  return value;
}

/** The English words of an error code. */
export function wordsOf(code: string): string {
  const found = code
    .split(".")
    .reduce<Messages | string | undefined>(
      (at, step) => (typeof at === "object" ? at[step] : undefined),
      loadMessages("en").errors,
    );
  return typeof found === "string" ? found : code;
}

/** The input, checked by the schema that form and action use. */
export function check<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new Refusal(
    parsed.error.issues.map((issue) => `--${issue.path.join(".")}: ${wordsOf(issue.message)}`).join("\n"),
  );
}
