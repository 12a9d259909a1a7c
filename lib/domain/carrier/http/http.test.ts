import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readHttpAnswer } from "./answers";
import { readHttpReceipts } from "./callbacks";
import { fillHeader, fillJson, fillUrl, hasFixedOrigin, unknownPlaceholders } from "./fill";
import { at, isPointer, scalarAt } from "./pointer";

const values = (text: string) => ({ to: "+8613800138000", text, reference: "r" });

describe("a template of a request", () => {
  it("keeps its structure whatever is put in", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
      const body = JSON.stringify(fillJson({ a: "{{text}}", b: ["<{{text}}>", 1, null], "{{text}}": true }, values(text)));
      const wellFormed = text.isWellFormed() ? text : (JSON.parse(JSON.stringify(text)) as string);
      expect(JSON.parse(body)).toEqual({ a: wellFormed, b: [`<${wellFormed}>`, 1, null], "{{text}}": true });
    }));
  });
  it("never fills what a value brought in", () => {
    expect(fillJson("{{text}} {{to}}", { ...values("{{to}}{{secret.key}}"), "secret.key": "s" })).toBe("{{to}}{{secret.key}} +8613800138000");
    expect(fillUrl("https://a.example/{{text}}", values("../?#&"))).toBe("https://a.example/..%2F%3F%23%26");
    expect([fillHeader("{{text}}", values("a\r\nb")), fillHeader("{{text}}", values("鸿")), fillHeader("x {{to}}", values(""))]).toEqual([null, null, "x +8613800138000"]);
  });
  it("names only what there is, and leaves nobody a choice of host", () => {
    expect(unknownPlaceholders("{{to}} {{secret.key}} {{tO}} {{secret.}} {{nobody}}")).toEqual(["tO", "secret.", "nobody"]);
    expect(["https://a.example/{{to}}", "http://a.example:8080/x?y={{text}}"].every(hasFixedOrigin)).toBe(true);
    expect(["https://{{to}}/", "https://a.{{to}}/", "https://a@b/", "ftp://a/", "{{text}}", "https:///x"].filter(hasFixedOrigin)).toEqual([]);
  });
});

describe("a JSON pointer", () => {
  it("finds what RFC 6901 says it finds", () => {
    const value = { foo: ["bar", "baz"], "": 0, "a/b": 1, "m~n": 8, " ": 7 };
    expect([at(value, ""), at(value, "/foo/0"), at(value, "/"), at(value, "/a~1b"), at(value, "/m~0n"), at(value, "/ "), at(value, "/no/where")]).toEqual([value, "bar", 0, 1, 8, 7, undefined]);
    expect(["", "/a", "/a/0/b~1c", "/"].every(isPointer)).toBe(true);
    expect(["a", "/~2", "/a~"].map(isPointer)).toEqual([false, false, false]);
  });
  it("never finds what an object has from its maker", () => {
    expect([at({}, "/toString"), at({}, "/__proto__"), at([], "/length"), scalarAt("x", "/length")]).toEqual([undefined, undefined, 0, null]);
  });
});

describe("a platform's answer", () => {
  const rules = { success: { path: "/ok", equals: ["true", "0"] }, idPath: "/id", codePath: "/code" };
  it("is taken only with its yes and an id", () => {
    expect(readHttpAnswer(200, '{"ok":true,"id":7}', rules)).toEqual({ outcome: "accepted", id: "7" });
    expect(readHttpAnswer(400, '{"ok":false,"code":"E1"}', rules)).toEqual({ outcome: "refused", code: "E1" });
    for (const [status, body] of [[200, '{"ok":true}'], [200, '{"id":7}'], [200, '{"ok":false}'], [500, '{"ok":true,"id":7}'], [500, '{"ok":false,"code":"E"}'], [200, "[]"], [200, "true"], [200, "<html>"], [404, '{"code":"E"}']] as const) {
      expect(readHttpAnswer(status, body, rules), body).toEqual({ outcome: "uncertain" });
    }
  });
});

describe("a platform's reports", () => {
  const rules = { list: "/l", id: "/id", state: "/s", states: { OK: "delivered" as const }, time: "/t", timeForm: "seconds" as const };
  const now = new Date("2026-11-26T01:00:00Z");
  it("say delivered only by a word of the mapping", () => {
    fc.assert(fc.property(fc.anything(), fc.anything(), (id, word) => {
      const { receipts, unreadable } = readHttpReceipts(JSON.stringify({ l: [{ id, s: word }] }) ?? "", rules, now);
      expect(receipts.length + unreadable).toBe(1);
      if (receipts.length > 0) expect(String(word).trim()).toBe("OK");
    }));
  });
  it("are dated by their own clock or by ours", () => {
    const dated = (t: unknown) => readHttpReceipts(JSON.stringify({ l: [{ id: "1", s: "OK", t }] }), rules, now).receipts[0]?.at.toISOString();
    expect([dated(1_795_600_000), dated("1795600000"), dated("2026-11-26"), dated(undefined)]).toEqual([new Date(1_795_600_000_000).toISOString(), new Date(1_795_600_000_000).toISOString(), now.toISOString(), now.toISOString()]);
  });
});
