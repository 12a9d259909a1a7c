import "server-only";
import { Transform, type TransformCallback } from "node:stream";
import type { MailOptions } from "nodemailer/lib/smtp-pool";
import type { Transporter } from "nodemailer";
import type { SentMessageInfo } from "nodemailer/lib/smtp-pool";
import { UNREACHABLE } from "@/lib/domain/carrier/own-codes";
import { smtpCode } from "@/lib/domain/carrier/mail/dsn";
import type { SubmitAnswer } from "../port";

/** Notes when the content of a mail begins to be read: from then on the server may have it. */
class Leaving extends Transform {
  constructor(private readonly onFirst: () => void) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.onFirst();
    done(null, chunk);
  }
}

export type Envelope = { readonly reference: string; readonly mail: MailOptions };
type Trouble = Error & { readonly code?: string; readonly response?: string; readonly responseCode?: number };

// What nodemailer says before a byte of the mail has left.
const BEFORE: ReadonlySet<string> = new Set(["EDNS", "EAUTH", "ETLS", "EENVELOPE"]);

/** Hands one mail over and says what is known of it: nothing that may have left is ever called refused. */
export async function handOver(transport: Transporter<SentMessageInfo>, { mail }: Envelope): Promise<{ readonly answer: SubmitAnswer; readonly said: string }> {
  let left = false;
  // The pool calls this for each mail just before it sends the envelope.
  const marked = { ...mail, hongyanLeaving: () => void (left = true) };
  try {
    const info = await transport.sendMail(marked);
    return { answer: { outcome: "accepted", providerMessageId: info.messageId }, said: info.response };
  } catch (error) {
    const trouble = error as Trouble;
    const said = trouble.response ?? "";
    const code = smtpCode(said);
    // The server spoke about this mail: that is an answer, whenever it came.
    if (code !== null && trouble.code !== "ECONNECTION" && trouble.code !== "ETIMEDOUT") return { answer: { outcome: "refused", code }, said };
    if (BEFORE.has(trouble.code ?? "") && code !== null) return { answer: { outcome: "refused", code }, said };
    return left ? { answer: { outcome: "uncertain", why: trouble.code === "ETIMEDOUT" ? "unanswered" : "broken_off" }, said } : { answer: { outcome: "refused", code: UNREACHABLE }, said };
  }
}

/** A plugin of the transport: see `Leaving`. */
export function noteLeaving(transport: Transporter<SentMessageInfo>): void {
  transport.use("stream", (mail, done) => {
    const { hongyanLeaving } = mail.data as { hongyanLeaving?: () => void };
    if (hongyanLeaving) mail.message.transform(new Leaving(hongyanLeaving));
    done();
  });
}
