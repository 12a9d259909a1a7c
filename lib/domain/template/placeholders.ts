import { VARIABLE_NAME } from "./variable";

/** A text cut into what stands and what is filled in. */
export type TextPiece = { readonly kind: "literal"; readonly text: string } | { readonly kind: "variable"; readonly name: string; readonly from: number; readonly to: number };

export type PlaceholderProblem = { readonly code: "placeholder.malformed" | "placeholder.unclosed"; readonly from: number; readonly to: number };

export type Placeholders = { readonly pieces: readonly TextPiece[]; readonly names: readonly string[]; readonly problems: readonly PlaceholderProblem[] };

/** Reads `${name}` placeholders; anything else that begins with `${` is reported and stands as text. */
export function parsePlaceholders(text: string): Placeholders {
  const pieces: TextPiece[] = [];
  const problems: PlaceholderProblem[] = [];
  const names = new Set<string>();
  let literalFrom = 0;
  let at = text.indexOf("${");
  while (at !== -1) {
    const close = text.indexOf("}", at + 2);
    const name = close === -1 ? "" : text.slice(at + 2, close);
    if (close === -1) problems.push({ code: "placeholder.unclosed", from: at, to: text.length });
    else if (!VARIABLE_NAME.test(name)) problems.push({ code: "placeholder.malformed", from: at, to: close + 1 });
    else {
      if (at > literalFrom) pieces.push({ kind: "literal", text: text.slice(literalFrom, at) });
      pieces.push({ kind: "variable", name, from: at, to: close + 1 });
      names.add(name);
      literalFrom = close + 1;
    }
    at = text.indexOf("${", at + 2);
  }
  if (literalFrom < text.length) pieces.push({ kind: "literal", text: text.slice(literalFrom) });
  return { pieces, names: [...names], problems };
}
