import type { Channel } from "@/lib/domain/shared/vocabulary";

/**
 * Whether an account that is saved for a channel is closed by that: one that can place calls begins closed, and somebody must
 * open it by a step of its own (promise 1: no cold calls). `before` is its channel so far, null for a new account.
 */
export function beginsClosed(before: Channel | null, channel: Channel): boolean {
  return channel === "voice" && before !== "voice";
}
