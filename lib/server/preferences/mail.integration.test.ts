import { beforeAll, describe, expect, it } from "vitest";
import { v7 } from "uuid";
import { GET, POST } from "@/app/api/mail/[token]/route";
import { blindIndex } from "@/lib/server/crypto/blind-index";
import { encrypt } from "@/lib/server/crypto/cipher";
import { db } from "@/lib/server/db/client";
import { makeTemplate } from "@/prisma/factories/campaign";
import { makeCustomer } from "@/prisma/factories/customer";
import { makeBranchTree, type MadeBranch } from "@/prisma/factories/organisation";
import { mailLink, readMailLink } from "./mail-links";

let branch: MadeBranch;
let versionId: string;
beforeAll(async () => {
  ({ branch } = await makeBranchTree());
  versionId = (await makeTemplate(branch, { purpose: "promotion" })).versionId;
});

/** A customer to whom a mail was sent so many days ago. */
async function mailed(daysAgo = 0, purpose = "promotion") {
  const customer = await makeCustomer(branch, { agreed: ["promotion"] });
  const email = `${customer.id}@mail.example`;
  const emailIndex = blindIndex(email, "email");
  await db().customer.update({ where: { id: customer.id }, data: { emailCipher: encrypt(email, "customer.email"), emailIndex } });
  const at = new Date(Date.now() - daysAgo * 86_400_000);
  const messageId = v7({ msecs: at.getTime() });
  await db().message.create({ data: { id: messageId, customerId: customer.id, branchId: branch.id, branchPath: branch.path, templateVersionId: versionId, purpose, channel: "email", state: "sent", trace: [], createdAt: at } });
  return { customer, emailIndex, messageId, token: new URL(mailLink(messageId)).pathname.split("/").at(-1) ?? "" };
}
const press = async (method: typeof POST, token: string) => method(new Request(`http://localhost/api/mail/${token}`), { params: Promise.resolve({ token }) });
const refusals = (emailIndex: Uint8Array<ArrayBuffer>) => db().suppression.findMany({ where: { contactIndex: emailIndex, liftedAt: null }, select: { channel: true, purpose: true } });

describe("one press in the mail program (RFC 8058)", () => {
  it("refuses mails of that purpose at once, by ledger, suppression and trail, however often it is pressed", async () => {
    const { customer, emailIndex, messageId, token } = await mailed();
    expect([(await press(POST, token)).status, (await press(POST, token)).status]).toEqual([200, 200]);
    expect(await refusals(emailIndex)).toEqual([{ channel: "email", purpose: "promotion" }]);
    const entries = await db().consentEntry.findMany({ where: { customerId: customer.id, channel: "email" }, select: { state: true, evidence: true, source: true } });
    expect(entries).toEqual([{ state: "withdrawn", evidence: messageId, source: "page" }]);
    expect(await db().auditEntry.count({ where: { action: "consent.withdrawn", subjectId: customer.id } })).toBe(1);
  });

  it("that only looks at the address changes nothing, and brings the reader to the own page", async () => {
    const { emailIndex, token } = await mailed();
    const response = await press(GET, token);
    expect([response.status, response.headers.get("location")]).toEqual([303, expect.stringMatching(/^\/preferences\/[A-Za-z0-9_-]{43}$/)]);
    expect(await refusals(emailIndex)).toEqual([]);
  });

  it("of an old mail still refuses, but opens no page any more", async () => {
    const { emailIndex, token } = await mailed(31);
    expect((await press(GET, token)).headers.get("location")).toBe("/preferences");
    expect((await press(POST, token)).status).toBe(200);
    expect(await refusals(emailIndex)).toHaveLength(1);
  });

  it("with an address that nobody here made says nothing and changes nothing", async () => {
    const { messageId, emailIndex, token } = await mailed();
    const forged = [`${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`, `${messageId.replaceAll("-", "")}${"A".repeat(22)}`, "x", ""];
    for (const one of forged) expect([readMailLink(one), (await press(POST, one)).status, (await press(GET, one)).headers.get("location")]).toEqual([null, 404, "/preferences"]);
    expect(await refusals(emailIndex)).toEqual([]);
  });
});
