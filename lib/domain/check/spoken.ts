import { parsePlaceholders } from "@/lib/domain/template/placeholders";
import type { RenderableTemplate } from "@/lib/domain/template/render";
import { finding, type Finding } from "./finding";
import { findLinks } from "./links";

/** What a text lacks that is read out in a call: nobody can follow a link that they hear. */
export function checkSpoken({ text, variables }: Pick<RenderableTemplate, "text" | "variables">): readonly Finding[] {
  const { names } = parsePlaceholders(text);
  const written = findLinks(text).map((link) => finding("link_in_call", text, link.from, link.to));
  const filled = variables.filter(({ kind, name }) => kind === "link" && names.includes(name)).map(() => finding("link_in_call", text, 0, 0));
  return [...written, ...filled].slice(0, 1);
}
