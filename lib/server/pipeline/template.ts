import "server-only";
import { findLinks } from "@/lib/domain/check/links";
import { versionContent } from "@/lib/domain/template/content";
import { compileTemplate, type RenderableTemplate, type Renderer } from "@/lib/domain/template/render";
import type { TemplateUse } from "@/lib/domain/template/use";
import type { TemplateVariable } from "@/lib/domain/template/variable";
import type { Channel, Language, Purpose } from "@/lib/domain/shared/vocabulary";
import { sha256Hex } from "../crypto/digest";
import type { Sql } from "./sql";

/** One wording of a version. */
export type TextVariant = { readonly text: string; readonly render: Renderer; readonly elderFriendly: boolean; readonly hasLink: boolean };

/** A version ready to be sent, and whether it may be. */
export type SendableTemplate = {
  readonly versionId: string;
  readonly key: string;
  readonly purpose: Purpose;
  readonly channel: Channel;
  readonly branchPath: string;
  readonly renderable: RenderableTemplate;
  /** What everybody gets, and what those get who are given elder-friendly texts. */
  readonly plain: TextVariant;
  readonly elder: TextVariant | null;
  readonly use: TemplateUse;
  readonly asksFor: Purpose | null;
  readonly productRisk: number | null;
  /** Whether the signature is filed with a carrier (domain.md §2.4). */
  readonly senderRegistered: boolean;
  /** Approved by somebody, and still byte for byte what was approved. */
  readonly approved: boolean;
  /** Hash of the content as it is in the database now. */
  readonly actualHash: string;
};

type Row = {
  id: string; state: string; text: string; variables: TemplateVariable[]; content_hash: string | null; signature: string;
  key: string; purpose: Purpose; channel: Channel; language: Language; branch_path: string; was_approved: boolean;
  elder_text: string | null; elder_friendly: boolean; use: TemplateUse; asks_for: Purpose | null; product_risk: number | null; filed: boolean;
};

const SELECT = `
  SELECT v.id, v.state::text AS state, v.text, v.variables, v.content_hash, s.text AS signature, t.key, t.purpose, t.channel, t.language, b.path AS branch_path,
         v.elder_text, v.elder_friendly, t.use, t.asks_for, t.product_risk,
         EXISTS (SELECT FROM signature_filing f WHERE f.signature_id = s.id AND f.state = 'filed') AS filed,
         EXISTS (SELECT FROM review r WHERE r.subject_type = 'template_version' AND r.subject_id = v.id AND r.state = 'approved' AND r.bound_hash = v.content_hash) AS was_approved
  FROM template_version v JOIN template t ON t.id = v.template_id JOIN signature s ON s.id = v.signature_id JOIN branch b ON b.id = t.branch_id`;

function variantOf(renderable: RenderableTemplate, text: string, elderFriendly: boolean): TextVariant {
  const carriesLink = renderable.variables.some(({ kind, name }) => kind === "link" && text.includes(`\${${name}}`));
  return { text, render: compileTemplate({ ...renderable, text }), elderFriendly, hasLink: carriesLink || findLinks(text).length > 0 };
}

function toSendable(row: Row): SendableTemplate {
  const renderable: RenderableTemplate = { purpose: row.purpose, language: row.language, signature: row.signature, text: row.text, variables: row.variables, elderText: row.elder_text };
  const actualHash = sha256Hex(versionContent(renderable));
  // A version that a newer one replaced in the middle of a campaign was approved all the same.
  const decided = row.state === "approved" || (row.state === "retired" && row.was_approved);
  return {
    versionId: row.id, key: row.key, purpose: row.purpose, channel: row.channel, branchPath: row.branch_path, renderable, actualHash,
    plain: variantOf(renderable, row.text, row.elder_friendly), elder: row.elder_text === null ? null : variantOf(renderable, row.elder_text, true),
    use: row.use, asksFor: row.asks_for, productRisk: row.product_risk, senderRegistered: row.filed, approved: decided && row.content_hash === actualHash,
  };
}

/** One version, or null. */
export async function readTemplate(sql: Sql, versionId: string): Promise<SendableTemplate | null> {
  const { rows } = await sql.query<Row>(`${SELECT} WHERE v.id = $1::uuid`, [versionId]);
  return rows[0] ? toSendable(rows[0]) : null;
}

/** The approved version that a bank system means by a template's key, or null. */
export async function readTemplateByKey(sql: Sql, key: string): Promise<SendableTemplate | null> {
  const { rows } = await sql.query<Row>(`${SELECT} WHERE t.key = $1 AND t.retired_at IS NULL AND v.state = 'approved'`, [key]);
  return rows[0] ? toSendable(rows[0]) : null;
}
