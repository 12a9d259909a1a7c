import "server-only";
import type { z } from "zod";
import { comesFromElsewhere } from "@/lib/domain/access/same-origin";
import { takeRate } from "./auth/limiter";
import { sha256Hex } from "./crypto/digest";
import { reportUnexpected } from "./logger";

type Params = Readonly<Record<string, string>>;
type Routed = { readonly params: Promise<Params | undefined> };

/** A caller's address as limits know it: the last proxy's word, hashed, since nobody needs to read it. */
export function addressKey(headers: Headers): string {
  const address = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "";
  return sha256Hex(address).slice(0, 24);
}

export type PublicForm<S extends z.ZodType> = {
  /** What one address, and one link, may send in a minute. A mobile network puts many people behind one address. */
  readonly perMinute: { readonly address: number; readonly link?: number };
  readonly schema: S;
  /** The page that the form stands on; it is told what was wrong in `?problem=`. */
  readonly back: (params: Params) => string;
  /** Does one thing and says where to go on: a path of our own. */
  readonly run: (call: { readonly input: z.output<S>; readonly params: Params; readonly requestId: string | null }) => Promise<string | { readonly problem: string }>;
};

// The largest form of ours has some thirty short fields.
const FORM_BYTES_MAX = 16_384;

// 303: what comes next is read, not sent again, also after a reload. The path is relative: no header decides the host.
function goTo(path: string): Response {
  return new Response(null, { status: 303, headers: { location: path, "cache-control": "no-store", "referrer-policy": "no-referrer" } });
}

function withProblem(path: string, problem: string): string {
  return `${path}${path.includes("?") ? "&" : "?"}problem=${encodeURIComponent(problem)}`;
}

async function isTooOften(name: string, perMinute: PublicForm<z.ZodType>["perMinute"], headers: Headers, { token }: Params): Promise<boolean> {
  if ((await takeRate(`form:${name}`, addressKey(headers), perMinute.address)) > 0) return true;
  return token !== undefined && perMinute.link !== undefined && (await takeRate(`link:${name}`, sha256Hex(token).slice(0, 24), perMinute.link)) > 0;
}

/**
 * The only way to write a form for people who are not signed in: made by a page of ours, not too often, well formed, then
 * one command and on to the next page. Plain HTML all the way: it works without scripts.
 */
export function definePublicForm<S extends z.ZodType>(name: string, { perMinute, schema, back, run }: PublicForm<S>): (request: Request, routed: Routed) => Promise<Response> {
  return async (request, routed) => {
    // A route without a variable part has no params at all.
    const params = (await routed.params) ?? {};
    const requestId = request.headers.get("x-request-id");
    if (comesFromElsewhere(request.headers)) return new Response(null, { status: 403 });
    if (Number(request.headers.get("content-length") ?? Number.NaN) > FORM_BYTES_MAX) return new Response(null, { status: 413 });
    if (await isTooOften(name, perMinute, request.headers, params)) return goTo(withProblem(back(params), "too_many"));
    try {
      const sent = Object.fromEntries([...(await request.formData())].filter((pair): pair is [string, string] => typeof pair[1] === "string"));
      const parsed = schema.safeParse(sent);
      if (!parsed.success) return goTo(withProblem(back(params), parsed.error.issues[0]?.message ?? "invalid"));
      const next = await run({ input: parsed.data, params, requestId });
      return goTo(typeof next === "string" ? next : withProblem(back(params), next.problem));
    } catch (error) {
      // The address holds a token: only the form's name is kept.
      reportUnexpected(error, { form: name, requestId });
      return goTo(withProblem(back(params), "unexpected"));
    }
  };
}
