import "server-only";
import { v7 as uuidv7 } from "uuid";
import type { Prisma } from "@/prisma/generated/client";
import { canonicalJson, type AuditJson } from "@/lib/domain/audit/chain";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { now } from "../clock";
import { sha256 } from "../crypto/digest";
import { db } from "../db/client";
import type { ApiRefusal } from "./refusal";

const KEPT_MS = 24 * 60 * 60 * 1_000;
/** A claim this old was left by a process that died. */
const STALE_MS = 60_000;
const SWEPT_AT_ONCE = 100;
const KEY_FORM = /^[\x21-\x7e]{1,255}$/;

/** A request that may be worked on now. Ids made from `resourceId` are the same at every try. */
export type Claim = {
  readonly apiKeyId: string;
  readonly key: string;
  readonly resourceId: string;
  readonly claimedAt: Date;
  /** An earlier try may have done it already. */ readonly retried: boolean;
};

export type Claimed =
  | { readonly kind: "work"; readonly claim: Claim }
  | { readonly kind: "replay"; readonly status: number; readonly body: unknown };

type Refused = ApiRefusal & { readonly code: string };

/** The header's key, or why it is none (draft-ietf-httpapi-idempotency-key-header: a structured string, so quotes are taken off). */
export function idempotencyKeyOf(request: Request): Result<string | null, Refused> {
  const header = request.headers.get("idempotency-key");
  if (header === null) return ok(null);
  const key = /^"(.*)"$/.exec(header.trim())?.[1] ?? header.trim();
  if (KEY_FORM.test(key)) return ok(key);
  const faults = [
    { where: "header", place: ["Idempotency-Key"], code: "api.idempotency_key_malformed", evidence: {} },
  ] as const;
  return fail({ status: 400, code: "api.invalid_request", evidence: { count: 1 }, faults });
}

/** What makes two requests the same: method, address and what the body says, however it is spaced. */
export function fingerprint(request: Request, body: unknown): Uint8Array<ArrayBuffer> {
  const { pathname, search } = new URL(request.url);
  return sha256(`${request.method} ${pathname}${search}\n${canonicalJson(body as AuditJson)}`);
}

const sameBytes = (a: Uint8Array, b: Uint8Array) => Buffer.from(a).equals(b);

async function sweep(before: Date): Promise<void> {
  await db().$executeRaw`
    DELETE FROM idempotent_request WHERE (api_key_id, key) IN (
      SELECT api_key_id, key FROM idempotent_request WHERE created_at < ${before} ORDER BY created_at LIMIT ${SWEPT_AT_ONCE} FOR UPDATE SKIP LOCKED)`;
}

/**
 * Claims a key for one request, outside the command's own transaction: whoever inserts the row works, everybody else
 * waits, gets the stored answer, or is refused. A claim whose process died is taken over together with its resource
 * id, so that what the dead one may have made is found and not made again.
 */
export async function claimRequest(
  apiKeyId: string,
  key: string,
  requestHash: Uint8Array<ArrayBuffer>,
): Promise<Result<Claimed, Refused>> {
  const claimedAt = now();
  await sweep(new Date(claimedAt.getTime() - KEPT_MS));
  const resourceId = uuidv7({ msecs: claimedAt.getTime() });
  const made = await db().idempotentRequest.createMany({
    data: [{ apiKeyId, key, requestHash, body: { resourceId }, createdAt: claimedAt }],
    skipDuplicates: true,
  });
  if (made.count === 1) return ok({ kind: "work", claim: { apiKeyId, key, resourceId, claimedAt, retried: false } });
  const earlier = await db().idempotentRequest.findUnique({ where: { apiKeyId_key: { apiKeyId, key } } });
  const busy = fail({ status: 409, code: "api.still_in_progress", headers: { "Retry-After": "1" } } as const);
  // Gone between the two statements: the first request was refused and let go; the caller comes again.
  if (!earlier) return busy;
  if (!sameBytes(earlier.requestHash, requestHash)) return fail({ status: 422, code: "api.idempotency_key_reused" });
  if (earlier.status !== null) return ok({ kind: "replay", status: earlier.status, body: earlier.body });
  if (earlier.createdAt.getTime() > claimedAt.getTime() - STALE_MS) return busy;
  const { count } = await db().idempotentRequest.updateMany({
    where: { apiKeyId, key, status: null, createdAt: earlier.createdAt },
    data: { createdAt: claimedAt },
  });
  if (count === 0) return busy;
  const left = (earlier.body as { resourceId: string }).resourceId;
  return ok({ kind: "work", claim: { apiKeyId, key, resourceId: left, claimedAt, retried: true } });
}

const held = (claim: Claim) => ({ apiKeyId: claim.apiKeyId, key: claim.key, status: null, createdAt: claim.claimedAt });

/** Keeps the answer of a request for whoever asks the same again. */
export async function keepAnswer(claim: Claim, status: number, body: unknown): Promise<void> {
  await db().idempotentRequest.updateMany({
    where: held(claim),
    data: { status, body: body as Prisma.InputJsonValue },
  });
}

/** Lets a key go after a refusal: nothing was done, so the corrected request may use it. */
export async function releaseClaim(claim: Claim): Promise<void> {
  await db().idempotentRequest.deleteMany({ where: held(claim) });
}

/** Leaves a key to the next try at once after a failure of ours, with the ids that this try may have used. */
export async function abandonClaim(claim: Claim): Promise<void> {
  const stale = new Date(claim.claimedAt.getTime() - STALE_MS);
  await db().idempotentRequest.updateMany({ where: held(claim), data: { createdAt: stale } });
}
