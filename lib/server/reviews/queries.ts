import "server-only";
import type { Prisma } from "@/prisma/generated/client";
import type { Actor, Authorized } from "@/lib/domain/access/permissions";
import type { Finding } from "@/lib/domain/check/finding";
import { decisionBar, type ReviewState, type SubjectType } from "@/lib/domain/review/decision";
import type { Purpose } from "@/lib/domain/shared/vocabulary";
import type { TemplateUse } from "@/lib/domain/template/use";
import type { TemplateVariable } from "@/lib/domain/template/variable";
import { db } from "../db/client";
import { CONTENT_SELECT, contentHashOf, renderableOf } from "../templates/content";
import { findingsOf, pricesInForce, registersInUse } from "../templates/registers";

export type ReviewFilters = {
  /** Waiting for a decision, oldest first; or decided and withdrawn, newest first. */
  readonly queue: "open" | "closed";
  readonly type?: SubjectType;
  readonly purpose?: Purpose;
};

export const REVIEWS_A_PAGE = 30;

const LIST_SELECT = {
  id: true,
  subjectType: true,
  subjectId: true,
  title: true,
  purpose: true,
  state: true,
  submittedBy: true,
  submittedName: true,
  submittedAt: true,
  openedAt: true,
  decidedName: true,
  decidedAt: true,
} satisfies Prisma.ReviewSelect;

type Cursor = { readonly at: Date; readonly id: string };

/** Reads a page's cursor as it stands in the URL; null for anything that is none. */
export function readReviewCursor(text: string | undefined): Cursor | null {
  const match = /^(\d{1,15})-([0-9a-f-]{36})$/.exec(text ?? "");
  return match?.[1] && match[2] ? { at: new Date(Number(match[1])), id: match[2] } : null;
}

function beyond(queue: ReviewFilters["queue"], cursor: Cursor | null): Prisma.ReviewWhereInput {
  if (!cursor) return {};
  const { at, id } = cursor;
  return queue === "open"
    ? { OR: [{ submittedAt: { gt: at } }, { submittedAt: at, id: { gt: id } }] }
    : { OR: [{ submittedAt: { lt: at } }, { submittedAt: at, id: { lt: id } }] };
}

const CLOSED: readonly ReviewState[] = ["approved", "returned", "withdrawn"];

/** The queue of the reviewer's subtree, by keyset. */
export async function listReviews(
  actor: Authorized<"review:read">,
  filters: ReviewFilters,
  cursor: Cursor | null = null,
  take = REVIEWS_A_PAGE,
) {
  const order = filters.queue === "open" ? "asc" : "desc";
  const found = await db().review.findMany({
    where: {
      branchPath: { startsWith: actor.branchPath },
      state: filters.queue === "open" ? "open" : { in: [...CLOSED] },
      ...(filters.type ? { subjectType: filters.type } : {}),
      ...(filters.purpose ? { purpose: filters.purpose } : {}),
      ...beyond(filters.queue, cursor),
    },
    select: LIST_SELECT,
    orderBy: [{ submittedAt: order }, { id: order }],
    take: take + 1,
  });
  const rows = found.slice(0, take).map(({ submittedBy, subjectType, purpose, ...row }) => ({
    ...row,
    subjectType: subjectType as SubjectType,
    purpose: purpose as Purpose,
    own: submittedBy === actor.id,
  }));
  const last = rows.at(-1);
  return { rows, next: found.length > take && last ? `${last.submittedAt.getTime()}-${last.id}` : null };
}

export type ReviewRow = Awaited<ReturnType<typeof listReviews>>["rows"][number];

/** How many wait in the reviewer's subtree, for the number beside the menu. */
export function countOpenReviews(actor: Pick<Actor, "branchPath">): Promise<number> {
  return db().review.count({ where: { state: "open", branchPath: { startsWith: actor.branchPath } } });
}

/** One review of the reviewer's subtree, and whether he may decide on it. */
export async function getReview(actor: Authorized<"review:read">, id: string) {
  const row = await db().review.findFirst({
    where: { id, branchPath: { startsWith: actor.branchPath } },
    select: { ...LIST_SELECT, boundHash: true, comment: true },
  });
  if (!row) return null;
  const bar = decisionBar(row, actor);
  return {
    ...row,
    subjectType: row.subjectType as SubjectType,
    purpose: row.purpose as Purpose,
    own: row.submittedBy === actor.id,
    bar: bar?.code ?? null,
  };
}

export type ReviewDetail = NonNullable<Awaited<ReturnType<typeof getReview>>>;

const VERSION_SELECT = {
  ...CONTENT_SELECT,
  id: true,
  number: true,
  state: true,
  elderFriendly: true,
  findings: true,
  reasons: true,
  authorId: true,
  template: { select: { id: true, key: true, name: true, purpose: true, language: true, channel: true, use: true, asksFor: true, productRisk: true } },
} satisfies Prisma.TemplateVersionSelect;

type VersionRow = Prisma.TemplateVersionGetPayload<{ select: typeof VERSION_SELECT }>;

/** The last version before this one that somebody approved. */
async function approvedBefore(version: VersionRow): Promise<VersionRow | null> {
  const earlier = await db().templateVersion.findMany({
    where: { templateId: version.template.id, number: { lt: version.number }, state: { in: ["approved", "retired"] } },
    orderBy: { number: "desc" },
    select: VERSION_SELECT,
  });
  const approvals = await db().review.findMany({
    where: { subjectType: "template_version", subjectId: { in: earlier.map((one) => one.id) }, state: "approved" },
    select: { subjectId: true },
  });
  const approved = new Set(approvals.map((one) => one.subjectId));
  return earlier.find((one) => approved.has(one.id)) ?? null;
}

function toContent(row: VersionRow) {
  return {
    number: row.number,
    text: row.text,
    elderText: row.elderText,
    signature: row.signature.text,
    variables: row.variables as unknown as readonly TemplateVariable[],
    elderFriendly: row.elderFriendly,
  };
}

/** What a reviewer sees of a template version: itself, what was approved before it, and findings then and now. */
export async function reviewedVersion(actor: Authorized<"review:read">, review: Pick<ReviewDetail, "subjectId">) {
  const row = await db().templateVersion.findFirst({
    where: { id: review.subjectId, template: { branch: { path: { startsWith: actor.branchPath } } } },
    select: VERSION_SELECT,
  });
  if (!row) return null;
  const [before, registers, prices] = await Promise.all([approvedBefore(row), registersInUse(), pricesInForce()]);
  const renderable = renderableOf(row);
  return {
    templateId: row.template.id,
    key: row.template.key,
    name: row.template.name,
    state: row.state,
    isCall: row.template.channel === "voice",
    use: row.template.use as TemplateUse,
    asksFor: row.template.asksFor as Purpose | null,
    productRisk: row.template.productRisk,
    renderable,
    content: toContent(row),
    before: before && toContent(before),
    findings: row.findings as unknown as readonly Finding[],
    findingsNow: findingsOf(renderable, { ...row, use: row.template.use, channel: row.template.channel }, registers),
    reasons: row.reasons as Readonly<Record<string, string>>,
    contentHash: contentHashOf(row),
    billingRule: registers.billingRule,
    price: prices[renderable.purpose] ?? null,
  };
}

export type ReviewedVersion = NonNullable<Awaited<ReturnType<typeof reviewedVersion>>>;
