/** How a call ended that was not heard to the end; words in i18n `message.reason`. */
export const CALL_REASONS = [
  "hung_up", // answered, and put down before the end
  "busy", // the phone was in use
  "no_answer", // it rang
  "switched_off", // the phone was off
  "out_of_reach", // no coverage, suspended, or the call was turned away on its way
] as const;
export type CallReason = (typeof CALL_REASONS)[number];

/** Reasons that lie with who was called: the line rang their phone, so they say nothing against the line or the campaign. */
export const REASONS_OF_THE_CALLED: readonly CallReason[] = ["hung_up", "busy", "no_answer", "switched_off"];

/** Whether a message failed by what the person called did, or did not do. */
export function liesWithTheCalled(reason: string): boolean {
  return (REASONS_OF_THE_CALLED as readonly string[]).includes(reason);
}
