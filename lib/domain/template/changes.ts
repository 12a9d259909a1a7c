import { diffArrays } from "diff";
import type { TemplateVariable } from "./variable";

export type VariableChanges = {
  readonly added: readonly TemplateVariable[];
  readonly removed: readonly TemplateVariable[];
  readonly changed: readonly { readonly before: TemplateVariable; readonly after: TemplateVariable }[];
};

/** What breaks for whoever sends values: variables that are new, gone, of another kind or shorter than before. */
export function variableChanges(
  before: readonly TemplateVariable[],
  after: readonly TemplateVariable[],
): VariableChanges {
  const old = new Map(before.map((variable) => [variable.name, variable]));
  const now = new Map(after.map((variable) => [variable.name, variable]));
  return {
    added: after.filter((variable) => !old.has(variable.name)),
    removed: before.filter((variable) => !now.has(variable.name)),
    changed: after.flatMap((variable) => {
      const earlier = old.get(variable.name);
      const breaks =
        earlier &&
        (earlier.kind !== variable.kind || (variable.maxLength ?? Infinity) < (earlier.maxLength ?? Infinity));
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
  return text
    .split(/(\$\{[^}]*\})/)
    .flatMap((piece) => (piece.startsWith("${") ? [piece] : [...words.segment(piece)].map((word) => word.segment)));
}

const HAN = /^\p{Script=Han}+$/u;

// The dictionary may join what stands together by chance (请立即留 → 请留): what both ends of a pair share is the same.
// Chinese only: half an English word or half a placeholder would be unreadable.
function withoutSharedEnds(removed: string, added: string): readonly DiffPiece[] {
  const [before, after] = [[...removed], [...added]];
  const most = Math.min(before.length, after.length);
  let front = 0;
  while (front < most && before[front] === after[front]) front += 1;
  let back = 0;
  while (back < most - front && before.at(-1 - back) === after.at(-1 - back)) back += 1;
  const pieces: DiffPiece[] = [
    { kind: "same", text: before.slice(0, front).join("") },
    { kind: "removed", text: before.slice(front, before.length - back).join("") },
    { kind: "added", text: after.slice(front, after.length - back).join("") },
    { kind: "same", text: before.slice(before.length - back).join("") },
  ];
  return pieces.filter((piece) => piece.text !== "");
}

function joined(pieces: readonly DiffPiece[]): readonly DiffPiece[] {
  const result: DiffPiece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (last?.kind === piece.kind) result[result.length - 1] = { kind: piece.kind, text: last.text + piece.text };
    else result.push(piece);
  }
  return result;
}

/** The difference of two texts by words; Chinese has no spaces, so words are found by segmentation (UAX #29). */
export function wordDiff(before: string, after: string): readonly DiffPiece[] {
  const pieces = diffArrays(toWords(before), toWords(after)).map<DiffPiece>((change) => ({
    kind: change.added ? "added" : change.removed ? "removed" : "same",
    text: change.value.join(""),
  }));
  return joined(
    pieces.flatMap((piece, index) => {
      const [previous, next] = [pieces[index - 1], pieces[index + 1]];
      if (piece.kind === "removed" && next?.kind === "added" && HAN.test(piece.text) && HAN.test(next.text))
        return withoutSharedEnds(piece.text, next.text);
      // Already told together with what it replaces.
      if (piece.kind === "added" && previous?.kind === "removed" && HAN.test(piece.text) && HAN.test(previous.text))
        return [];
      return [piece];
    }),
  );
}
