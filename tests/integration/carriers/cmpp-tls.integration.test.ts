import { afterEach, describe, expect, it, vi } from "vitest";
import { batchOf, CmppStage } from "./cmpp-stage";
import { GATEWAY_CERTIFICATE, GATEWAY_KEY } from "./gateway-certificate";

const tls = { cert: GATEWAY_CERTIFICATE, key: GATEWAY_KEY };
const trusted = { tls: true, tlsAuthority: GATEWAY_CERTIFICATE, tlsServerName: "gateway.test" };

describe("an encrypted CMPP line", () => {
  let stage: CmppStage;
  afterEach(() => stage.clear());
  const down = (detail: RegExp) => vi.waitFor(() => expect(stage.link.states()[0]).toMatchObject({ state: "down", detail: expect.stringMatching(detail) as string }), { timeout: 15_000, interval: 5 });

  it("carries texts and reports like an open one", async () => {
    stage = await CmppStage.make({ tls });
    await stage.open(trusted);
    expect(new Set(await stage.outcomes(batchOf(5)))).toEqual(new Set(["accepted"]));
    await stage.arrived(5);
  });

  it.each([
    ["an authority that nobody trusts", { tlsAuthority: "" }, /SELF_SIGNED_CERT/],
    ["another name", { tlsServerName: "other.test" }, /ERR_TLS_CERT_ALTNAME_INVALID/],
  ])("is not used with a certificate of %s: no login, no text", async (_name, change, detail) => {
    stage = await CmppStage.make({ tls });
    stage.connect({ ...trusted, ...change, reconnectMs: 5_000 });
    await down(detail);
    expect([stage.gateway.logins(), stage.gateway.taken]).toEqual([0, []]);
  });

  it("is never left for an open one", async () => {
    stage = await CmppStage.make();
    stage.connect({ ...trusted, reconnectMs: 5_000 });
    await down(/./);
    expect(stage.gateway.logins()).toBe(0);
  });
});
