import "server-only";
import { timingSafeEqual } from "node:crypto";
import { sha256 } from "../crypto/digest";
import { environment } from "../env";
import { exposition } from "./exposition";

export type ScrapeAnswer = { readonly status: 200 | 401 | 404; readonly headers: Readonly<Record<string, string>>; readonly body: string };

const refused = (status: 401 | 404, headers: Record<string, string> = {}): ScrapeAnswer => ({ status, headers: { "Cache-Control": "no-store", ...headers }, body: "" });

/** Whether a header holds the token; digests are compared, so that neither length nor first difference shows in the time. */
function holdsToken(authorization: string | null | undefined, token: string): boolean {
  const shown = /^Bearer (.+)$/.exec(authorization ?? "")?.[1] ?? "";
  return timingSafeEqual(sha256(shown), sha256(token));
}

/** Answers Prometheus. An installation without METRICS_TOKEN has no such page at all. */
export async function answerScrape(authorization: string | null | undefined): Promise<ScrapeAnswer> {
  const { METRICS_TOKEN } = environment();
  if (METRICS_TOKEN === undefined) return refused(404);
  if (!holdsToken(authorization, METRICS_TOKEN)) return refused(401, { "WWW-Authenticate": "Bearer" });
  const { contentType, body } = await exposition();
  return { status: 200, headers: { "Content-Type": contentType, "Cache-Control": "no-store" }, body };
}
