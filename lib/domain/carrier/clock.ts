/** Some write times in whole minutes, and a report may overtake its answer: less than this is no wrong clock. */
const TOLERANCE_SECONDS = 90;

/** When a carrier says that a message ended, beside what we know ourselves: when it was handed over (null: not answered yet), and when we heard of its end. */
export type SaidTime = { readonly saidAt: Date; readonly submittedAt: Date | null; readonly heardAt: Date };

/**
 * How many seconds a carrier's clock is ahead of ours (negative: behind) at the least; 0 where its word can be true. Nothing
 * ends after we heard of it, nor before it was handed over.
 */
export function clockSkew({ saidAt, submittedAt, heardAt }: SaidTime): number {
  const ahead = (saidAt.getTime() - heardAt.getTime()) / 1000;
  if (ahead > TOLERANCE_SECONDS) return ahead;
  const behind = submittedAt === null ? 0 : (saidAt.getTime() - submittedAt.getTime()) / 1000;
  return behind < -TOLERANCE_SECONDS ? behind : 0;
}
