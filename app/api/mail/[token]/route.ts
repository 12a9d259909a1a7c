import { callerOf } from "@/lib/server/api/caller";
import { allowMailLink } from "@/lib/server/preferences/mail-limits";
import { pageByMail, refuseByMail } from "@/lib/server/preferences/mail-commands";

type Routed = { readonly params: Promise<{ token: string }> };

const answer = (status: number, location?: string) => new Response(null, { status, headers: { "cache-control": "no-store", "referrer-policy": "no-referrer", ...(location === undefined ? {} : { location }) } });

/** One press in the mail program: it sends no cookie and no origin, so the address alone is the proof (RFC 8058 §3.2). */
export async function POST(request: Request, { params }: Routed): Promise<Response> {
  const { token } = await params;
  if (!(await allowMailLink(request.headers, token))) return answer(429);
  return answer((await refuseByMail(token, callerOf(request).requestId)) ? 200 : 404);
}

/** Programs that look at links change nothing by it: the reader lands on the own page, where one tap refuses. */
export async function GET(request: Request, { params }: Routed): Promise<Response> {
  const { token } = await params;
  if (!(await allowMailLink(request.headers, token))) return answer(429);
  const opened = await pageByMail(token);
  return answer(303, opened === null ? "/preferences" : `/preferences/${opened}`);
}
