import { RULE_IDS } from "@/lib/domain/policy/rules";
import { CALL_REASONS } from "./call-reasons";
import { ERROR_CLASSES } from "./provider-error";
import { RECEIPT_REASONS } from "./receipt";

/** Why a message is where it is, besides rules, refusals of carriers and receipts. */
export const OWN_REASONS = [
  "cancelled", // its campaign was cancelled
  "stopped", // a manager stopped all sending
  "render", // a variable had no usable value
  "leak", // the finished text holds something that must not leave
  "link", // a value brought in a link that is in no register
  "contact", // a value brought in a number to call that is in no register
  "not_registered", // its approved text names a link or number that has left the register
  "no_route", // no account could take it
  "timeout", // the carrier did not answer
  "crash", // the worker died between submission and answer
  "resolved", // a person decided what became of it
  "dry_run", // its account only records what would have been sent
  "no_receipt", // the carrier never reported
] as const;

/** Every reason that a message, a tally or an export may carry; words in i18n `message.reason`. */
export const MESSAGE_REASONS = [...RULE_IDS, ...ERROR_CLASSES, ...RECEIPT_REASONS, ...CALL_REASONS, ...OWN_REASONS] as const;
export type MessageReason = (typeof MESSAGE_REASONS)[number];

/** Whether the text is one of the reasons that have words. */
export function isMessageReason(reason: string): reason is MessageReason {
  return (MESSAGE_REASONS as readonly string[]).includes(reason);
}
