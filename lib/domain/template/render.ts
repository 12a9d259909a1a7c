import { fail, ok, type Result } from "@/lib/domain/shared/result";
import type { Language, Purpose } from "@/lib/domain/shared/vocabulary";
import { parsePlaceholders } from "./placeholders";
import { validateValue, type TemplateVariable, type VariableRefusal } from "./variable";

/** What is rendered: exactly what a version's content hash covers. */
export type RenderableTemplate = {
  readonly purpose: Purpose;
  readonly language: Language;
  readonly signature: string;
  readonly text: string;
  readonly variables: readonly TemplateVariable[];
  /** What elder-friendly customers get instead of `text`, with the same values. */
  readonly elderText?: string | null;
};

export type Values = Readonly<Record<string, string | undefined>>;
export type RenderRefusal = VariableRefusal | { readonly code: "render.missing_value" | "render.undeclared"; readonly name: string };

/** Fills a template; prepared once, called for a million customers. */
export type Renderer = (values: Values) => Result<string, RenderRefusal>;

/** Prepares a template: parsing happens once, each call only checks values and joins. Values are never expanded again. */
export function compileTemplate(template: RenderableTemplate): Renderer {
  const declared = new Map(template.variables.map((variable) => [variable.name, variable]));
  const { pieces } = parsePlaceholders(template.text);
  const prefix = `【${template.signature}】`;
  return (values) => {
    let text = prefix;
    for (const piece of pieces) {
      if (piece.kind === "literal") {
        text += piece.text;
        continue;
      }
      const variable = declared.get(piece.name);
      if (!variable) return fail({ code: "render.undeclared", name: piece.name });
      const value = Object.hasOwn(values, piece.name) ? values[piece.name] : undefined;
      if (value === undefined) return fail({ code: "render.missing_value", name: piece.name });
      const fitting = validateValue(variable, value, template.language);
      if (!fitting.ok) return fitting;
      text += fitting.value;
    }
    return ok(text);
  };
}

/** Renders one text: 【signature】 and the text with its values. */
export function renderTemplate(template: RenderableTemplate, values: Values): Result<string, RenderRefusal> {
  return compileTemplate(template)(values);
}
