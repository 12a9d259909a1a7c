import { describe, expect, it } from "vitest";
import { redisAddress } from "./redis-address";

describe("REDIS_URL", () => {
  it("names one server, with or without TLS, user, password and number of the database", () => {
    expect(redisAddress("redis://127.0.0.1:6379")).toEqual({ kind: "single", tls: false, node: { host: "127.0.0.1", port: 6379 }, database: 0 });
    expect(redisAddress("rediss://hongyan:a%40b%3Ac@redis.bank.example/3")).toEqual({ kind: "single", tls: true, username: "hongyan", password: "a@b:c", node: { host: "redis.bank.example", port: 6379 }, database: 3 });
    expect(redisAddress("redis://:secret@[::1]:7000")).toEqual({ kind: "single", tls: false, password: "secret", node: { host: "::1", port: 7000 }, database: 0 });
  });

  it("names a master by its sentinels", () => {
    expect(redisAddress("rediss+sentinel://:secret@a.bank.example,b.bank.example:26380/jobs/1?sentinelPassword=other")).toEqual({
      kind: "sentinel", tls: true, password: "secret", sentinelPassword: "other", master: "jobs", database: 1,
      sentinels: [{ host: "a.bank.example", port: 26379 }, { host: "b.bank.example", port: 26380 }],
    });
  });

  it("names a cluster by some of its nodes", () => {
    expect(redisAddress("redis+cluster://a:7000,b:7001")).toEqual({ kind: "cluster", tls: false, nodes: [{ host: "a", port: 7000 }, { host: "b", port: 7001 }] });
  });

  it.each([
    ["another scheme", "http://127.0.0.1"], ["no host", "redis://"], ["a port that is none", "redis://a:99999"], ["a database that is none", "redis://a/x"],
    ["sentinels without a master", "redis+sentinel://a,b"], ["a cluster with a database", "redis+cluster://a/1"], ["two servers that are no cluster", "redis://a,b"], ["a broken escape", "redis://:%zz@a"],
  ])("is refused where it has %s", (_what, url) => {
    expect(redisAddress(url)).toBeNull();
  });
});
