import type { AddressInfo } from "node:net";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";

export type Mail = { readonly to: string; readonly from: string; readonly raw: string; readonly parsed: Email; readonly envelopeId: string | null };

/** A mail server of the package `smtp-server`, told how to behave: takes, refuses for good, takes and says nothing, refuses a recipient, breaks off. */
export async function startMailServer() {
  const state = { behaviour: "accept" as "accept" | "refuse" | "silent" | "later" | "break" | "breakAfter", mails: [] as Mail[], connections: 0 };
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ["STARTTLS"], allowInsecureAuth: true, hideENHANCEDSTATUSCODES: false, hideDSN: false,
    onAuth: ({ password }, _session, done) => (password === "right" ? done(null, { user: "bank" }) : done(new Error("5.7.8 authentication failed"))),
    onConnect: (_session, done) => {
      state.connections += 1;
      done();
    },
    onRcptTo: (_address, session, done) => {
      if (state.behaviour === "refuse") return done(Object.assign(new Error("5.1.1 user unknown"), { responseCode: 550 }));
      if (state.behaviour === "later") return done(Object.assign(new Error("4.7.1 greylisted"), { responseCode: 451 }));
      if (state.behaviour === "break") return void (session as unknown as { socket?: { destroy(): void } }).socket?.destroy();
      done();
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const raw = Buffer.concat(chunks).toString("utf8");
        const from = session.envelope.mailFrom;
        const envelope = from === false ? null : from;
        const envelopeId = (session.envelope as unknown as { dsn?: { envid?: string } }).dsn?.envid ?? null;
        void PostalMime.parse(raw).then((parsed) => {
          for (const { address } of session.envelope.rcptTo) state.mails.push({ to: address, from: envelope?.address ?? "", raw, parsed, envelopeId });
          if (state.behaviour === "silent") return;
          if (state.behaviour === "breakAfter") return void server.close();
          done();
        });
      });
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return { state, port, close: () => new Promise<void>((resolve) => void server.close(resolve)) };
}
