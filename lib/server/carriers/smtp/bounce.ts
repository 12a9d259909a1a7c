import "server-only";
import PostalMime from "postal-mime";

/** The message/delivery-status part of a report (RFC 6522 §3) as text, or null where a mail has none. */
export async function statusPartOf(raw: string): Promise<string | null> {
  const { attachments } = await PostalMime.parse(raw, { attachmentEncoding: "utf8", maxNestingDepth: 16, maxHeadersSize: 65_536 });
  const part = attachments.find(({ mimeType }) => /^message\/(?:global-)?delivery-status$/i.test(mimeType));
  return typeof part?.content === "string" ? part.content : null;
}
