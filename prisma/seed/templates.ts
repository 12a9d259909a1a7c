import { checkVersion } from "@/lib/domain/check/check-version";
import { reasonKey } from "@/lib/domain/check/finding";
import { versionContent } from "@/lib/domain/template/content";
import type { Language, Purpose } from "@/lib/domain/shared/vocabulary";
import type { TemplateVariable } from "@/lib/domain/template/variable";
import { sha256Hex } from "@/lib/server/crypto/digest";
import { db } from "@/lib/server/db/client";
import { CONTACTS, LINKS, SIGNATURES } from "./data/organisation";
import { ANSWER_TEMPLATES } from "./data/answer-templates";
import { TEMPLATES, type SeedTemplate } from "./data/templates";
import type { SeededBranch, SeededPerson } from "./organisation";

/** An approved version that history can be written with. */
export type SeededVersion = {
  id: string; key: string; purpose: Purpose; language: Language; signature: string; text: string; variables: readonly TemplateVariable[]; elderText: string | null; elderFriendly: boolean; authorId: string;
};

const DAY = 86_400_000;

type Place = { readonly signatures: ReadonlyMap<string, string>; readonly head: SeededBranch; readonly author: SeededPerson; readonly reviewer: SeededPerson; readonly now: Date };

async function seedTemplate(place: Place, seed: SeedTemplate, ageDays: number): Promise<SeededVersion | null> {
  const { author, reviewer, head, now } = place;
  const signature = seed.signature ?? "鸿雁银行";
  const language = seed.language ?? "zh-CN";
  const createdAt = new Date(now.getTime() - ageDays * DAY);
  const template = await db().template.create({
    data: { key: seed.key, name: seed.name, purpose: seed.purpose, use: seed.use ?? "notice", language, branchId: head.id, createdBy: author.id, createdAt }, select: { id: true },
  });
  const makeVersion = async (number: number, text: string, state: "draft" | "in_review" | "returned" | "approved" | "retired", at: Date) => {
    const elderText = seed.elderText ?? null;
    const content = { purpose: seed.purpose, language, signature, text, variables: seed.variables, elderText };
    const findings = checkVersion({
      ...content, use: seed.use ?? "notice", elderFriendly: seed.elderFriendly ?? false, billingRule: "cn-domestic", links: LINKS, contacts: CONTACTS, signatures: SIGNATURES.map((one) => one.text),
    });
    const reasons = Object.fromEntries(findings.filter((one) => one.severity === "warning").map((one) => [reasonKey(one), "已与业务部门核对，按制度需要如此表述"]));
    const contentHash = state === "draft" ? null : sha256Hex(versionContent(content));
    const decided = ["approved", "retired", "returned"].includes(state);
    const decidedAt = decided ? new Date(at.getTime() + 5 * 3_600_000) : null;
    const version = await db().templateVersion.create({
      data: {
        templateId: template.id, number, state, signatureId: place.signatures.get(signature)!, text, elderText, variables: seed.variables as never, elderFriendly: seed.elderFriendly ?? false,
        findings: findings as never, reasons, contentHash, authorId: author.id, createdAt: at, updatedAt: at, submittedAt: state === "draft" ? null : at, decidedAt,
      },
      select: { id: true },
    });
    if (contentHash) {
      await db().review.create({
        data: {
          subjectType: "template_version", subjectId: version.id, title: seed.name, purpose: seed.purpose, branchPath: head.path, boundHash: contentHash,
          submittedBy: author.id, submittedName: author.name, submittedAt: at,
          ...(decided ? { state: state === "returned" ? "returned" : "approved", openedAt: at, decidedBy: reviewer.id, decidedName: reviewer.name, decidedAt, comment: state === "returned" ? "请写明利率适用条件与审批说明。" : "" } : {}),
        },
        select: { id: true },
      });
    }
    return version.id;
  };
  const newest = seed.state ?? "approved";
  let number = 1;
  if (seed.before) {
    await makeVersion(number, seed.before, "retired", createdAt);
    number += 1;
  }
  const id = await makeVersion(number, seed.text, newest, new Date(createdAt.getTime() + 2 * DAY));
  return newest === "approved" ? { id, key: seed.key, purpose: seed.purpose, language, signature, text: seed.text, variables: seed.variables, elderText: seed.elderText ?? null, elderFriendly: seed.elderFriendly ?? false, authorId: author.id } : null;
}

/** Forty notices, and what answers customers, with their versions, findings and reviews; answers the approved ones by key. */
export async function seedTemplates(place: Place): Promise<Map<string, SeededVersion>> {
  const approved = new Map<string, SeededVersion>();
  for (const [index, seed] of [...TEMPLATES, ...ANSWER_TEMPLATES].entries()) {
    const recent = seed.state === "in_review" || seed.state === "draft";
    const version = await seedTemplate(place, seed, recent ? 3 + (index % 3) : 110 + (index % 40));
    if (version) approved.set(version.key, version);
  }
  return approved;
}
