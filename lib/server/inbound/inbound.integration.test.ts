import { expect, it } from "vitest";
import type { Authorized } from "@/lib/domain/access/permissions";
import { makeProviderAccount } from "@/prisma/factories/carrier";
import { makeActor, makeBranchTree } from "@/prisma/factories/organisation";
import { db } from "../db/client";
import { handleInbound } from "./commands";
import { countOpenInbound, listInbound } from "./queries";
import { takeInbound } from "./take";

type Reader = Authorized<"inbox:read">;

it("a text from a phone that no customer has is seen and dealt with at head office, and nowhere else", async () => {
  const tree = await makeBranchTree();
  const account = await makeProviderAccount();
  const head = await makeActor<"inbox:read">(tree.head, ["officer"]) as Reader;
  const branch = await makeActor<"inbox:read">(tree.branch, ["officer"]) as Reader;
  const before = await countOpenInbound(head);
  await takeInbound(account.id, [{ providerInboundId: "unknown-1", from: "+8615499999999", text: "你们是谁", at: new Date() }]);
  const row = await db().inboundMessage.findFirstOrThrow({ where: { providerInboundId: "unknown-1" }, select: { id: true, branchPath: true } });
  expect(row.branchPath).toBeNull();
  expect(await countOpenInbound(head)).toBe(before + 1);
  expect((await listInbound(branch, {})).rows).toEqual([]);
  expect(await handleInbound(branch, { inboundId: row.id })).toEqual({ ok: false, error: { code: "inbound.not_found" } });
  expect(await handleInbound(head, { inboundId: row.id })).toEqual({ ok: true, value: null });
  expect(await countOpenInbound(head)).toBe(before);
  // Under the head office's own path, so that it is found in its trail.
  expect(await db().auditEntry.count({ where: { action: "inbound.handled", subjectId: row.id, branchPath: tree.head.path } })).toBe(1);
});
