import { beforeAll, expect, it } from "vitest";
import type { Authorized } from "@/lib/domain/access/permissions";
import { makeActor, makeBranchTree } from "@/prisma/factories/organisation";
import { makeDraft, makeRegisters } from "@/prisma/factories/template";
import { saveDraft } from "./commands";
import { getTemplate } from "./queries";
import { submitForReview } from "./submit-commands";

let registers: Awaited<ReturnType<typeof makeRegisters>>;
let author: Authorized<"template:write" | "template:read">;

beforeAll(async () => {
  registers = await makeRegisters();
  author = await makeActor((await makeBranchTree()).branch, ["officer"], "李娜");
});

it("a template keeps how it reaches customers, and no call becomes what may not be read out", async () => {
  const { templateId, input: { channel: _channel, ...input } } = await makeDraft(author, registers.signature.id, { channel: "voice" });
  expect(await getTemplate(author, templateId)).toMatchObject({ channel: "voice" });
  expect(await saveDraft(author, { ...input, templateId, lockVersion: 1, use: "consent_request", asksFor: "promotion" })).toEqual({ ok: false, error: { code: "template.call_use" } });
  expect(await saveDraft(author, { ...input, templateId, lockVersion: 1, text: `${input.text}详见https://${registers.link.host}` })).toMatchObject({ ok: true, value: { lockVersion: 2 } });
  expect(await submitForReview(author, { templateId, lockVersion: 2, reasons: {}, acceptChanges: false })).toMatchObject({ ok: false });
  const text = await makeDraft(author, registers.signature.id);
  expect(await getTemplate(author, text.templateId)).toMatchObject({ channel: "sms" });
});
