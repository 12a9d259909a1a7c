import { connect, type AddressInfo } from "node:net";
import { createServer, type Server } from "node:tls";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { closeSmpp, smppDriver } from "@/lib/server/carriers/smpp/driver";
import { startCentre, type SmppCentre } from "@/lib/server/carriers/smpp/server";
import { GATEWAY_CERTIFICATE, GATEWAY_KEY } from "./gateway-certificate";
import { accountOf, notice } from "./messages";

const trusted = { tls: true, tlsAuthority: GATEWAY_CERTIFICATE, tlsServerName: "gateway.test" };

describe("an encrypted SMPP line", () => {
  let centre: SmppCentre;
  let front: Server;
  beforeEach(async () => {
    centre = await startCentre({ systemId: "bank", password: "secret" });
    // What stands in front of most centres: it takes the encryption off.
    front = createServer({ cert: GATEWAY_CERTIFICATE, key: GATEWAY_KEY }, (secure) => {
      const plain = connect(centre.port, "127.0.0.1");
      for (const socket of [secure, plain]) socket.on("error", () => undefined);
      secure.pipe(plain).pipe(secure);
    });
    await new Promise<void>((resolve) => void front.listen(0, "127.0.0.1", resolve));
  });
  afterEach(async () => {
    await closeSmpp();
    front.close();
    await centre.close();
  });
  const open = (change: Record<string, unknown>, port = (front.address() as AddressInfo).port) => {
    const account = accountOf("smpp", { host: "127.0.0.1", port, systemId: "bank", sourceAddress: "95599", answerTimeoutMs: 2_000, reconnectMs: 5_000, ...change }, { password: "secret" });
    const stored: unknown[] = [];
    const link = smppDriver.connect!(account, { take: (request) => Promise.resolve(void stored.push(request)) });
    return { account, link, stored };
  };

  it("carries texts and reports like an open one", async () => {
    const { account, link, stored } = open(trusted);
    await vi.waitFor(() => expect(link.states()[0]?.state).toBe("up"), { timeout: 10_000, interval: 10 });
    const answers = await smppDriver.submit(account, [notice(1), notice(2)], { signal: AbortSignal.timeout(10_000) });
    expect([...answers.values()].map(({ outcome }) => outcome)).toEqual(["accepted", "accepted"]);
    await vi.waitFor(() => expect(stored).toHaveLength(2), { timeout: 10_000, interval: 10 });
  });

  it.each([
    ["an authority that nobody trusts", { tlsAuthority: "" }, /SELF_SIGNED_CERT/],
    ["another name", { tlsServerName: "other.test" }, /ERR_TLS_CERT_ALTNAME_INVALID/],
  ])("is not used with a certificate of %s: the password does not leave", async (_name, change, detail) => {
    const { link } = open({ ...trusted, ...change });
    await vi.waitFor(() => expect(link.states()[0]).toMatchObject({ state: "down", detail: expect.stringMatching(detail) as string }), { timeout: 10_000, interval: 5 });
    expect(centre.connections()).toBe(0);
  });

  it("is never left for an open one", async () => {
    const { link } = open(trusted, centre.port);
    await vi.waitFor(() => expect(link.states()[0]?.state).toBe("down"), { timeout: 10_000, interval: 5 });
    expect(centre.connections()).toBe(0);
  });
});
