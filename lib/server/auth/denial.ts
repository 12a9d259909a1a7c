import "server-only";
import type { Actor, Permission } from "@/lib/domain/access/permissions";
import { recordAudit } from "../audit/record";
import { inTransaction } from "../db/transaction";

/** Leaves a trace of something an actor tried and may not do. */
export async function recordDenial(actor: Actor, permission: Permission): Promise<void> {
  await inTransaction((tx) => recordAudit(tx, actor, { action: "access.denied", subjectType: "permission", subjectId: permission }));
}
