import "server-only";
import type { Prisma } from "@/prisma/generated/client";
import type { Actor, Authorized } from "@/lib/domain/access/permissions";
import { inScope } from "@/lib/domain/access/permissions";
import { pathsUpwards } from "@/lib/domain/access/scope";
import type { Finding } from "@/lib/domain/check/finding";
import type { Language, Purpose } from "@/lib/domain/shared/vocabulary";
import { isUuid } from "@/lib/domain/shared/uuid";
import type { VersionState } from "@/lib/domain/template/lifecycle";
import { SENT_ON_REQUEST, type TemplateUse } from "@/lib/domain/template/use";
import type { TemplateVariable } from "@/lib/domain/template/variable";
import { db } from "../db/client";
import { pricesInForce, registersInUse } from "./registers";

export type TemplateFilters = {
  readonly purpose?: Purpose;
  readonly state?: VersionState;
  readonly q?: string;
  readonly mine?: boolean;
};

export const TEMPLATES_A_PAGE = 30;

const BRANCH_SELECT = { code: true, name: true, nameEn: true, path: true } as const;

/** Own subtree, and what a branch above has approved: head office writes texts for everybody. */
function readable(actor: Pick<Actor, "branchPath">): Prisma.TemplateWhereInput {
  return {
    OR: [
      { branch: { path: { startsWith: actor.branchPath } } },
      { branch: { path: { in: [...pathsUpwards(actor.branchPath)] } }, versions: { some: { state: "approved" } } },
    ],
  };
}

function matching(actor: Actor, { purpose, state, q, mine }: TemplateFilters): Prisma.TemplateWhereInput {
  const and: Prisma.TemplateWhereInput[] = [readable(actor)];
  if (q)
    and.push({
      OR: [
        { name: { contains: q, mode: "insensitive" } },
        { key: { contains: q.toLowerCase() } },
        { versions: { some: { OR: [{ text: { contains: q } }, { elderText: { contains: q } }] } } },
      ],
    });
  if (mine) and.push({ OR: [{ createdBy: actor.id }, { versions: { some: { authorId: actor.id } } }] });
  if (state && state !== "retired") and.push({ versions: { some: { state } } });
  return { AND: and, retiredAt: state === "retired" ? { not: null } : null, ...(purpose ? { purpose } : {}) };
}

const LIST_SELECT = {
  id: true,
  key: true,
  name: true,
  purpose: true,
  language: true,
  retiredAt: true,
  branch: { select: BRANCH_SELECT },
  versions: {
    orderBy: { number: "desc" },
    select: { id: true, number: true, state: true, updatedAt: true, decidedAt: true, text: true, authorId: true },
  },
} satisfies Prisma.TemplateSelect;

type Seal = { readonly reviewId: string; readonly name: string; readonly at: Date };

/** Who approved which version, and when. */
async function sealsOf(versionIds: readonly string[]): Promise<ReadonlyMap<string, Seal>> {
  const reviews = await db().review.findMany({
    where: { subjectType: "template_version", subjectId: { in: [...versionIds] }, state: "approved" },
    select: { id: true, subjectId: true, decidedName: true, decidedAt: true },
  });
  return new Map(
    reviews.flatMap(({ id, subjectId, decidedName, decidedAt }) =>
      decidedName && decidedAt ? [[subjectId, { reviewId: id, name: decidedName, at: decidedAt }]] : [],
    ),
  );
}

/** Templates the actor may read, newest first, by keyset. */
export async function listTemplates(
  actor: Authorized<"template:read">,
  filters: TemplateFilters,
  before?: string,
  take = TEMPLATES_A_PAGE,
) {
  const found = await db().template.findMany({
    where: { ...matching(actor, filters), ...(before ? { id: { lt: before } } : {}) },
    select: LIST_SELECT,
    orderBy: { id: "desc" },
    take: take + 1,
  });
  const page = found.slice(0, take);
  const seals = await sealsOf(
    page.flatMap((row) => row.versions.filter((version) => version.state === "approved").map((version) => version.id)),
  );
  const rows = page.map(({ versions, retiredAt, branch: { path, ...branch }, ...template }) => {
    const own = inScope(actor, path);
    const shown = own ? versions : versions.filter((version) => version.state === "approved");
    const latest = shown[0];
    const approved = versions.find((version) => version.state === "approved");
    return {
      ...template,
      purpose: template.purpose as Purpose,
      language: template.language as Language,
      branch,
      fromAbove: !own,
      retired: retiredAt !== null,
      state: retiredAt ? ("retired" as const) : (latest?.state ?? "draft"),
      number: latest?.number ?? 1,
      updatedAt: latest?.updatedAt ?? null,
      text: latest?.text ?? "",
      approved: approved ? { number: approved.number, seal: seals.get(approved.id) ?? null } : null,
    };
  });
  return { rows, next: found.length > take ? (page.at(-1)?.id ?? null) : null };
}

export type TemplateRow = Awaited<ReturnType<typeof listTemplates>>["rows"][number];

const VERSION_SELECT = {
  id: true,
  number: true,
  state: true,
  text: true,
  elderText: true,
  variables: true,
  elderFriendly: true,
  findings: true,
  reasons: true,
  contentHash: true,
  authorId: true,
  lockVersion: true,
  createdAt: true,
  updatedAt: true,
  submittedAt: true,
  decidedAt: true,
  signature: {
    select: {
      id: true,
      text: true,
      retiredAt: true,
      filings: { orderBy: { carrier: "asc" }, select: { carrier: true, state: true } },
    },
  },
} satisfies Prisma.TemplateVersionSelect;

/** Names of people by id, for what is stored as an id. */
export async function namesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const people = await db().person.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  });
  return new Map(people.map((person) => [person.id, person.name]));
}

async function latestReviews(versionIds: readonly string[]) {
  const reviews = await db().review.findMany({
    where: { subjectType: "template_version", subjectId: { in: [...versionIds] } },
    orderBy: { submittedAt: "asc" },
    select: {
      id: true,
      subjectId: true,
      state: true,
      openedAt: true,
      decidedName: true,
      decidedAt: true,
      comment: true,
    },
  });
  return new Map(reviews.map(({ subjectId, ...review }) => [subjectId, review]));
}

/** One template with its versions, newest first, or null where the actor may not read it. */
export async function getTemplate(actor: Authorized<"template:read">, id: string) {
  if (!isUuid(id)) return null;
  const row = await db().template.findFirst({
    where: { AND: [{ id }, readable(actor)] },
    select: {
      id: true,
      key: true,
      name: true,
      purpose: true,
      language: true,
      channel: true,
      use: true,
      asksFor: true,
      productRisk: true,
      createdBy: true,
      createdAt: true,
      retiredAt: true,
      branch: { select: BRANCH_SELECT },
      versions: { orderBy: { number: "desc" }, select: VERSION_SELECT },
    },
  });
  if (!row) return null;
  const {
    versions,
    branch: { path, ...branch },
    ...template
  } = row;
  const own = inScope(actor, path);
  // Of another branch's texts only what was approved is anybody's business.
  const shown = own ? versions : versions.filter((version) => version.state === "approved");
  const [names, reviews] = await Promise.all([
    namesOf([template.createdBy, ...shown.map((version) => version.authorId)]),
    latestReviews(shown.map((version) => version.id)),
  ]);
  return {
    ...template,
    purpose: template.purpose as Purpose,
    language: template.language as Language,
    use: template.use as TemplateUse,
    asksFor: template.asksFor as Purpose | null,
    branch,
    fromAbove: !own,
    createdByName: names.get(template.createdBy) ?? "–",
    versions: shown.map((version) => ({
      ...version,
      variables: version.variables as unknown as readonly TemplateVariable[],
      findings: version.findings as unknown as readonly Finding[],
      reasons: version.reasons as Readonly<Record<string, string>>,
      authorName: names.get(version.authorId) ?? "–",
      review: reviews.get(version.id) ?? null,
    })),
  };
}

export type TemplateDetail = NonNullable<Awaited<ReturnType<typeof getTemplate>>>;
export type VersionView = TemplateDetail["versions"][number];

/** What the composer needs beside the text: registers to check against and prices to reckon with. */
export async function composerFacts(actor: Authorized<"template:write"> | Authorized<"review:read">) {
  void actor;
  const [registers, prices] = await Promise.all([registersInUse(), pricesInForce()]);
  return { ...registers, prices };
}

export type ComposerFacts = Awaited<ReturnType<typeof composerFacts>>;

const OPEN_CAMPAIGNS = ["draft", "in_review", "approved", "scheduled", "running", "paused"] as const;

/** Campaigns in work that hold on to a version of the template: they keep it, whatever is written next. */
export async function campaignsUsing(actor: Authorized<"template:read">, templateId: string) {
  return db().campaign.findMany({
    where: {
      templateVersion: { templateId },
      branchPath: { startsWith: actor.branchPath },
      state: { in: [...OPEN_CAMPAIGNS] },
    },
    orderBy: { id: "desc" },
    take: 20,
    select: { id: true, name: true, state: true, templateVersion: { select: { number: true } } },
  });
}

const USABLE_SELECT = {
  id: true,
  number: true,
  text: true,
  elderText: true,
  variables: true,
  elderFriendly: true,
  contentHash: true,
  decidedAt: true,
  signature: { select: { text: true } },
  template: { select: { id: true, key: true, name: true, purpose: true, language: true, channel: true, use: true } },
} satisfies Prisma.TemplateVersionSelect;

/** Approved versions that a campaign of the actor may send, by name of the template. */
export async function listUsableVersions(
  actor: Authorized<"template:read">,
  filters: { readonly purpose?: Purpose } = {},
) {
  const rows = await db().templateVersion.findMany({
    where: {
      state: "approved",
      template: {
        AND: [readable(actor), { retiredAt: null, use: { in: [...SENT_ON_REQUEST] }, ...(filters.purpose ? { purpose: filters.purpose } : {}) }],
      },
    },
    orderBy: [{ template: { name: "asc" } }, { id: "asc" }],
    take: 500,
    select: USABLE_SELECT,
  });
  return rows.map((row) => ({ ...row, variables: row.variables as unknown as readonly TemplateVariable[] }));
}

/** The approved version that a key stands for, or null. */
export async function getVersionForUse(actor: Authorized<"template:read">, key: string) {
  const row = await db().templateVersion.findFirst({
    where: { state: "approved", template: { AND: [readable(actor), { key, retiredAt: null }] } },
    select: USABLE_SELECT,
  });
  return row && { ...row, variables: row.variables as unknown as readonly TemplateVariable[] };
}
