import "server-only";
import type { Prisma } from "@/prisma/generated/client";
import type { Language, Purpose } from "@/lib/domain/shared/vocabulary";
import { versionContent } from "@/lib/domain/template/content";
import type { RenderableTemplate } from "@/lib/domain/template/render";
import type { TemplateVariable } from "@/lib/domain/template/variable";
import { sha256Hex } from "../crypto/digest";

/** What a version's content is made of, wherever it is read. */
export const CONTENT_SELECT = {
  text: true,
  elderText: true,
  variables: true,
  signature: { select: { text: true } },
  template: { select: { purpose: true, language: true } },
} satisfies Prisma.TemplateVersionSelect;

type ContentRow = Prisma.TemplateVersionGetPayload<{ select: typeof CONTENT_SELECT }>;

/** A stored version as the rendering rules see it. */
export function renderableOf(row: ContentRow): RenderableTemplate {
  return {
    purpose: row.template.purpose as Purpose,
    language: row.template.language as Language,
    signature: row.signature.text,
    text: row.text,
    elderText: row.elderText,
    variables: row.variables as unknown as readonly TemplateVariable[],
  };
}

/** SHA-256 of the content as it is in the database now, not as it once was noted. */
export function contentHashOf(row: ContentRow): string {
  return sha256Hex(versionContent(renderableOf(row)));
}
