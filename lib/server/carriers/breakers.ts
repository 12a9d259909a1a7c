import "server-only";
import { systemActor } from "@/lib/domain/access/permissions";
import { BREAKER, CLOSED, nextBreaker, type AccountWindow, type Breaker, type BreakerState, type BreakerWhy } from "@/lib/domain/carrier/breaker";
import { recordAudit } from "../audit/record";
import { now } from "../clock";
import { pool } from "../db/client";
import { inTransaction } from "../db/transaction";

const actor = systemActor("breaker", []);

type Stored = { readonly breaker: string; readonly breaker_at: Date | null; readonly breaker_why: (BreakerWhy & { readonly times: number }) | null };

/** The breaker as an account row keeps it. */
export function toBreaker({ breaker, breaker_at: at, breaker_why: why }: Stored): Breaker {
  return breaker === "closed" ? CLOSED : { state: breaker as BreakerState, at, why: why && { code: why.code, share: why.share, of: why.of }, times: why?.times ?? 1 };
}

type Row = Stored & AccountWindow & { readonly id: string; readonly key: string };

/** Looks at what every account answered of late and opens, tries or closes its breaker; many workers may look at once, one of them changes it. */
export async function updateBreakers(): Promise<void> {
  const at = now();
  const { rows } = await pool().query<Row>(
    `SELECT a.id, a.key, a.breaker, a.breaker_at, a.breaker_why, coalesce(sum(m.accepted), 0)::int AS accepted, coalesce(sum(m.refused), 0)::int AS refused, coalesce(sum(m.troubled), 0)::int AS troubled,
       coalesce(sum(m.uncertain), 0)::int AS uncertain, coalesce(sum(m.delivered), 0)::int AS delivered, coalesce(sum(m.failed), 0)::int AS failed
     FROM provider_account a LEFT JOIN account_minute m ON m.provider_account_id = a.id
       AND m.minute >= CASE WHEN a.breaker = 'trial' THEN date_trunc('minute', a.breaker_at) ELSE date_trunc('minute', $1::timestamptz) - make_interval(mins => $2) END
     WHERE a.disabled_at IS NULL GROUP BY a.id`, [at, BREAKER.windowMinutes - 1],
  );
  for (const row of rows) {
    const before = toBreaker(row);
    const after = nextBreaker(before, row, at);
    if (after.state !== before.state) await change(row, before, after);
  }
}

async function change(row: Row, before: Breaker, after: Breaker): Promise<void> {
  await inTransaction(async (tx) => {
    const { count } = await tx.providerAccount.updateMany({
      where: { id: row.id, breaker: before.state, breakerAt: before.at },
      data: { breaker: after.state, breakerAt: after.at, ...(after.why === null ? {} : { breakerWhy: { ...after.why, times: after.times } }) },
    });
    if (count === 0) return;
    await recordAudit(tx, actor, {
      action: "provider.breaker", subjectType: "provider", subjectId: row.id, branchPath: "",
      detail: { account: row.key, from: before.state, to: after.state, ...(after.state === "open" && after.why ? { why: after.why.code, share: Math.round(after.why.share * 100), of: after.why.of, until: after.at?.toISOString() ?? "" } : {}) },
    });
  });
}
