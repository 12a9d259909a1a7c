import "server-only";
import type { Authorized } from "@/lib/domain/access/permissions";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { recordAudit } from "../audit/record";
import { inTransactionOrRefused } from "../db/transaction";
import { readPersonalData, type PersonalData } from "./personal-data";
import { holdOpenRequest, type RequestRefusal } from "./request";

export type ExportFormat = "json" | "pdf";

/**
 * The copy of a person's data that he asked for (PIPL 45), in a form that other systems read or people do. The request that
 * it answers is the reason; who took it is in the trail before the first byte leaves.
 */
export async function exportPersonalData(
  actor: Authorized<"rights:write">, input: { readonly customerId: string; readonly requestId: string; readonly format: ExportFormat },
): Promise<Result<PersonalData, RequestRefusal>> {
  const recorded = await inTransactionOrRefused<Result<null, RequestRefusal>>(async (tx) => {
    const held = await holdOpenRequest(tx, actor, input.requestId, "access");
    if (!held.ok) return held;
    const request = held.value;
    if (request.customerId !== input.customerId) return fail({ code: "rights.not_found" });
    // The customer's row is held: two exports at once count as two.
    const { outcome } = await tx.personRequest.findUniqueOrThrow({ where: { id: request.id }, select: { outcome: true } });
    const exports = ((outcome as { exports?: number }).exports ?? 0) + 1;
    const { count } = await tx.personRequest.updateMany({ where: { id: request.id, state: "open" }, data: { outcome: { exports } } });
    if (count === 0) return fail({ code: "rights.not_open" });
    await recordAudit(tx, actor, {
      action: "rights.exported", subjectType: "person_request", subjectId: request.id, branchPath: request.branchPath, detail: { customer: request.customerId, format: input.format },
    });
    return ok(null);
  });
  return recorded.ok ? ok(await readPersonalData(input.customerId)) : recorded;
}
