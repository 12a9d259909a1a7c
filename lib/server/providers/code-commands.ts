import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import type { MapCodeInput } from "@/lib/domain/message/mapped-code";
import { ok, type Result } from "@/lib/domain/shared/result";
import { recordAudit } from "../audit/record";
import { inTransaction } from "../db/transaction";

/** Says what a carrier's code means; holds for the next answer with it, and says nothing about messages that had it before. */
export function mapCode(actor: Authorized<"provider:write">, { space, code, class: errorClass, meaning }: MapCodeInput): Promise<Result<null, never>> {
  return inTransaction(async (tx) => {
    const said = { class: errorClass, meaning, createdBy: actor.name };
    await tx.providerCode.upsert({ where: { space_code: { space, code } }, create: { space, code, ...said }, update: said, select: { code: true } });
    await recordAudit(tx, actor, { action: "provider.code_mapped", subjectType: "provider", subjectId: space, detail: { space, code, class: errorClass } });
    return ok(null);
  });
}
