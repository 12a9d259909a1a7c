import { beforeAll, describe, expect, it } from "vitest";
import { checkText } from "@/lib/domain/check/check-text";
import { verifyChain } from "@/lib/server/audit/verify";
import { db, pool } from "@/lib/server/db/client";
import { seedDemo } from "./index";

describe("the demo bank", () => {
  beforeAll(async () => {
    expect(await seedDemo("a long demo password", 400)).toBe(true);
  }, 120_000);

  it("is made once", async () => expect(await seedDemo("x")).toBe(false));

  it("has three provinces, twelve branches, twenty-one people and forty notices", async () => {
    const kinds = await db().branch.groupBy({ by: ["kind"], _count: true });
    expect(Object.fromEntries(kinds.map((row) => [row.kind, row._count]))).toEqual({ head_office: 1, province: 3, branch: 12 });
    expect(await db().person.count()).toBe(21);
    expect(await db().template.count({ where: { use: "notice" } })).toBe(40);
  });

  it("accounts for every recipient of every campaign", async () => {
    const { rows } = await pool().query(
      `SELECT c.name, coalesce(c.frozen_count, 0) AS frozen_count, (SELECT coalesce(sum(t.count), 0)::int FROM campaign_tally t WHERE t.campaign_id = c.id) AS tallied,
              (SELECT count(*)::int FROM campaign_audience a WHERE a.campaign_id = c.id) AS members FROM campaign c`,
    );
    expect(rows.length).toBeGreaterThan(10);
    for (const row of rows) expect([row.name, row.tallied, row.members]).toEqual([row.name, row.frozen_count, row.frozen_count]);
  });

  it("counts on its dashboards exactly the messages that are there", async () => {
    const { rows } = await pool().query("SELECT (SELECT count(*)::int FROM message) AS messages, (SELECT sum(count)::int FROM daily_tally) AS tallied");
    expect(rows[0].tallied).toBe(rows[0].messages);
  });

  it("counts every reply, and keeps each refusal in the ledger and on the suppression list", async () => {
    const { rows } = await pool().query(
      `SELECT (SELECT count(*)::int FROM inbound_message) AS replies, (SELECT sum(count)::int FROM daily_reply) AS tallied,
              (SELECT count(*)::int FROM inbound_message WHERE reply_class = 'refuse') AS refusals,
              (SELECT count(*)::int FROM inbound_message i WHERE i.reply_class = 'refuse' AND EXISTS (SELECT FROM suppression s WHERE s.contact_index = i.from_index AND s.evidence = i.id::text)
                 AND EXISTS (SELECT FROM consent_entry e WHERE e.customer_id = i.customer_id AND e.evidence = i.id::text AND e.state = 'withdrawn')) AS kept`,
    );
    expect(rows[0].tallied).toBe(rows[0].replies);
    expect(rows[0].refusals).toBeGreaterThan(0);
    expect(rows[0].kept).toBe(rows[0].refusals);
  });

  it("has texts of each kind that wait for a person: one overdue, one that speaks of fraud, one given to somebody", async () => {
    const waiting = await db().inboundMessage.findMany({ where: { handledAt: null, receivedAt: { gt: new Date(Date.now() - 86_400_000) } } });
    const classes = new Set(waiting.map((row) => row.replyClass));
    for (const kind of ["likelyRefusal", "complaint", "help", "other"]) expect(classes, kind).toContain(kind);
    expect(waiting.some((row) => row.dueAt !== null && row.dueAt < new Date())).toBe(true);
    expect(waiting.some((row) => row.flag === "fraud" && row.flagClearedAt === null)).toBe(true);
    expect(waiting.some((row) => row.assigneeName === "周岚")).toBe(true);
    const held = waiting.filter((row) => row.dueAt !== null);
    expect(held.length).toBeGreaterThan(1);
    for (const row of held) expect(await db().suppression.count({ where: { contactIndex: row.fromIndex, liftedAt: null, purpose: "promotion" } })).toBe(1);
  });

  it("has a campaign at every stage, the last ones made by the commands themselves", async () => {
    const states = await db().campaign.groupBy({ by: ["state"], _count: true });
    expect(states.map((row) => row.state).sort()).toEqual(["cancelled", "completed", "draft", "in_review", "paused", "scheduled"]);
    expect(await db().review.count({ where: { subjectType: "campaign", state: "open" } })).toBe(1);
  });

  it("has requests of people at every stage of the bank's clock", async () => {
    const rows = await db().personRequest.findMany({ orderBy: { dueAt: "asc" }, select: { kind: true, state: true, dueAt: true } });
    expect(rows.filter((row) => row.state === "open").map((row) => [row.kind, row.dueAt < new Date()])).toEqual([["correction", true], ["access", false], ["erasure", false], ["withdrawal", false]]);
    expect(rows.filter((row) => row.state === "refused")).toHaveLength(1);
  });

  it("never sent an offer to somebody whose latest word was no, or who never said yes", async () => {
    const { rows } = await pool().query(
      `SELECT count(*)::int AS wrong FROM message m WHERE m.purpose = 'promotion' AND m.submitted_at IS NOT NULL
       AND coalesce((SELECT e.state FROM consent_entry e WHERE e.customer_id = m.customer_id AND e.purpose = 'promotion' AND e.at <= m.submitted_at ORDER BY e.at DESC LIMIT 1), 'none') <> 'given'`,
    );
    expect(rows[0].wrong).toBe(0);
  });

  it("has only phones that no real phone has, and texts that the check lets pass", async () => {
    const approved = await db().templateVersion.findMany({ where: { state: "approved" }, include: { template: true, signature: true } });
    for (const version of approved) {
      const found = checkText({
        text: version.text, variables: version.variables as never, purpose: version.template.purpose as never, language: version.template.language as never, signature: version.signature.text,
        signatures: [version.signature.text], links: [], contacts: await db().registeredContact.findMany(), elderFriendly: version.elderFriendly, billingRule: "cn-domestic",
      });
      expect(found.filter((one) => one.severity === "error")).toEqual([]);
    }
  });

  it("leaves a whole audit chain", async () => expect((await verifyChain()).whole).toBe(true));
});
