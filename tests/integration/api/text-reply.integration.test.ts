import { beforeAll, describe, expect, it } from "vitest";
import { POST as readReplyText } from "@/app/api/v1/text/reply/route";
import { replyReadingShape } from "@/lib/domain/api/reply-shapes";
import { db } from "@/lib/server/db/client";
import { makeApiKey } from "@/prisma/factories/api-key";
import { makeBranchTree } from "@/prisma/factories/organisation";
import { call, problemOf } from "./call";

let key: string;
beforeAll(async () => {
  key = (await makeApiKey((await makeBranchTree()).branch, "officer")).key;
});

const read = async (text: string) => replyReadingShape.parse((await call(readReplyText, { key, body: { text } })).body);

describe("POST /text/reply", () => {
  it("says what a text would be taken for, how surely and why, and does nothing", async () => {
    const before = await db().inboundMessage.count();
    expect(await read("R")).toEqual({ class: "refuse", score: 1, because: [{ code: "keyword", phrase: "R", weight: 100 }] });
    expect(await read("别再发了")).toMatchObject({ class: "likelyRefusal", because: [{ code: "stop_sending" }] });
    expect((await read("不要退订")).class).toBe("other");
    expect((await read("我要投诉你们")).class).toBe("complaint");
    expect((await read("恢复")).class).toBe("return");
    expect((await read("帮助")).class).toBe("help");
    expect(await db().inboundMessage.count()).toBe(before);
  });
  it("reads with the bank's own keywords", async () => {
    const value = { refuse: ["R", "莫发"], return: ["恢复"], help: [] };
    await db().setting.create({ data: { key: "reply.keywords", value, updatedBy: "test" }, select: { key: true } });
    expect((await read("莫发！")).class).toBe("refuse");
    await db().setting.delete({ where: { key: "reply.keywords" } });
  });
  it("refuses what is no text, and strangers", async () => {
    expect(problemOf(await call(readReplyText, { key, body: { text: 7 } })).status).toBe(422);
    expect(problemOf(await call(readReplyText, { key, body: { text: "x".repeat(2_001) } })).status).toBe(422);
    expect(problemOf(await call(readReplyText, { body: { text: "R" } })).status).toBe(401);
  });
});
