import "server-only";
import type { PoolClient } from "pg";
import { noLongerRegistered } from "@/lib/domain/check/registers";
import type { HeldMessage } from "./move";
import { withholdAll } from "./move";
import { readRegisters } from "./registers";
import type { TallyDeltas } from "./tally";

/**
 * Keeps back single messages whose approved text names a host or number that is no longer registered, and answers the
 * others. A notice may wait a night for its hour; a campaign pauses instead, since somebody is there to resume it.
 */
export async function withholdUnregistered<T extends HeldMessage & { readonly approvedText: string }>(
  client: PoolClient, messages: readonly T[], deltas: TallyDeltas, at: Date,
): Promise<readonly T[]> {
  if (messages.length === 0) return [];
  const registers = await readRegisters(client, at);
  const gone = messages.filter((one) => noLongerRegistered(one.approvedText, registers).length > 0);
  if (gone.length === 0) return messages;
  await withholdAll(client, gone, "not_registered", deltas);
  return messages.filter((one) => !gone.includes(one));
}
