import { canonicalJson } from "@/lib/domain/audit/chain";
import type { RenderableTemplate } from "./render";

const LAYOUT = 1;

/** The text whose SHA-256 is a version's content hash: everything that decides what a phone shows. */
export function versionContent(template: RenderableTemplate): string {
  const variables = template.variables.map(({ name, kind, maxLength }) => ({ name, kind, maxLength: maxLength ?? null }));
  return canonicalJson({
    layout: LAYOUT, purpose: template.purpose, language: template.language, signature: template.signature, text: template.text, variables,
    // Versions from before there were such texts keep their hash.
    ...(template.elderText == null ? {} : { elderText: template.elderText }),
  });
}
