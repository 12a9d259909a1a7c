import { findLinks } from "@/lib/domain/check/links";

/** What a text becomes as an e-mail: one text, two forms of it. */
export type Letter = { readonly subject: string; readonly text: string; readonly html: string };

// RFC 5322 §2.1.1: a line should have at most 78 characters, and a subject that long is cut by every list of mails.
const SUBJECT_MAX = 78;
const SIGNATURE = /^【([^】]*)】/u;

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);

/** Links of the text as links one can press: only https, with the address itself in sight. */
function linked(text: string): string {
  let html = "";
  let end = 0;
  const links = findLinks(text).filter(({ scheme }) => scheme === "https").sort((a, b) => a.from - b.from);
  for (const { from, to } of links) {
    if (from < end) continue;
    const address = text.slice(from, to);
    html += `${escaped(text.slice(end, from))}<a href="${escaped(address)}">${escaped(address)}</a>`;
    end = to;
  }
  return html + escaped(text.slice(end));
}

/**
 * A rendered text as an e-mail. Its first line, where it has several, is the subject; else the subject is the signature and
 * `about` (what such a text is about, in its language). Every character that was approved is in the mail.
 */
export function letterOf(rendered: string, { about, wayOut }: { readonly about: string; readonly wayOut: { readonly label: string; readonly url: string } | null }): Letter {
  const signature = SIGNATURE.exec(rendered)?.[0] ?? "";
  const lines = rendered.slice(signature.length).split(/\r\n?|\n/u);
  const first = lines.length > 1 ? (lines[0] ?? "").trim() : "";
  // A header is one line: whatever control character a value brings in ends as a space (RFC 5322 §2.2).
  const subject = [...`${signature}${first === "" ? about : first}`.replace(/\p{Cc}+/gu, " ")].slice(0, SUBJECT_MAX).join("");
  const body = (first === "" || [...first].length + signature.length > SUBJECT_MAX ? lines : lines.slice(1)).join("\n").trim();
  const paragraphs = body.split(/\n+/u).filter((line) => line.trim() !== "");
  const sender = signature === "" ? [] : [signature];
  const text = [...paragraphs, ...sender, ...(wayOut === null ? [] : [`${wayOut.label} ${wayOut.url}`])].join("\n\n");
  const footer = wayOut === null ? "" : `<p style="font-size:13px;color:#595959"><a href="${escaped(wayOut.url)}" style="color:#595959">${escaped(wayOut.label)}</a></p>`;
  const html = [
    '<!doctype html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>',
    '<body style="margin:0;padding:24px;background:#ffffff;color:#1a1a1a;font:16px/1.7 sans-serif"><div style="max-width:36em">',
    ...paragraphs.map((line) => `<p>${linked(line)}</p>`), ...sender.map((line) => `<p>${escaped(line)}</p>`), footer, "</div></body></html>",
  ].join("");
  return { subject, text, html };
}
