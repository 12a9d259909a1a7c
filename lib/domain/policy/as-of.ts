import type { ConsentEntry } from "@/lib/domain/consent/state";
import type { SuppressionFact } from "./facts";

/** A refusal with the instant at which it was taken back, where it was. */
export type DatedSuppression = SuppressionFact & { readonly liftedAt: Date | null };

/** The refusals that held at an instant. */
export function suppressionsAt(all: readonly DatedSuppression[], at: Date): SuppressionFact[] {
  return all.filter((one) => one.at <= at && (one.liftedAt === null || one.liftedAt > at));
}

/**
 * The ledger as it was read at an instant. A question about now or later reads all of it: a withdrawal that is dated
 * ahead counts at once (`currentConsent`), and only looking back may leave it out.
 */
export function consentsAt<E extends ConsentEntry>(all: readonly E[], at: Date, now: Date): readonly E[] {
  return at >= now ? all : all.filter((entry) => entry.at <= at);
}
