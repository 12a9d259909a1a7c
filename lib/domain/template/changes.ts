import { diffArrays } from "diff";
import type { TemplateVariable } from "./variable";

export type VariableChanges = {
  readonly added: readonly TemplateVariable[];
  readonly removed: readonly TemplateVariable[];
  readonly changed: readonly { readonly before: TemplateVariable; readonly after: TemplateVariable }[];
};

/** What breaks for whoever sends values: variables that are new, gone, of another kind or shorter than before. */
export function variableChanges(before: readonly TemplateVariable[], after: readonly TemplateVariable[]): VariableChanges {
  const old = new Map(before.map((variable) => [variable.name, variable]));
  const now = new Map(after.map((variable) => [variable.name, variable]));
  return {
    added: after.filter((variable) => !old.has(variable.name)),
    removed: before.filter((variable) => !now.has(variable.name)),
    changed: after.flatMap((variable) => {
      const earlier = old.get(variable.name);
      const breaks = earlier && (earlier.kind !== variable.kind || (variable.maxLength ?? Infinity) < (earlier.maxLength ?? Infinity));
      return breaks ? [{ before: earlier, after: variable }] : [];
    }),
  };
}

/** Whether nothing breaks. */
export function isCompatible(changes: VariableChanges): boolean {
  return changes.added.length === 0 && changes.removed.length === 0 && changes.changed.length === 0;
}

export type DiffPiece = { readonly kind: "same" | "added" | "removed"; readonly text: string };

const words = new Intl.Segmenter("zh", { granularity: "word" });

// A placeholder is one word: half a changed placeholder would be unreadable.
function toWords(text: string): string[] {
  return text.split(/(\$\{[^}]*\})/).flatMap((piece) => (piece.startsWith("${") ? [piece] : [...words.segment(piece)].map((word) => word.segment)));
}

/** The difference of two texts by words; Chinese has no spaces, so words are found by segmentation (UAX #29). */
export function wordDiff(before: string, after: string): readonly DiffPiece[] {
  return diffArrays(toWords(before), toWords(after)).map((change) => ({
    kind: change.added ? "added" : change.removed ? "removed" : "same",
    text: change.value.join(""),
  }));
}
