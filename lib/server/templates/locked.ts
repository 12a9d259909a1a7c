import "server-only";
import type { Prisma } from "@/prisma/generated/client";
import type { Actor } from "@/lib/domain/access/permissions";
import type { Tx } from "../db/transaction";
import { CONTENT_SELECT } from "./content";

const SELECT = {
  ...CONTENT_SELECT,
  id: true,
  number: true,
  state: true,
  elderFriendly: true,
  contentHash: true,
  authorId: true,
  lockVersion: true,
} satisfies Prisma.TemplateVersionSelect;

const TEMPLATE_SELECT = {
  id: true,
  key: true,
  name: true,
  purpose: true,
  channel: true,
  use: true,
  asksFor: true,
  productRisk: true,
  retiredAt: true,
  branch: { select: { path: true } },
  versions: { orderBy: { number: "desc" }, select: SELECT },
} satisfies Prisma.TemplateSelect;

type Row = Prisma.TemplateGetPayload<{ select: typeof TEMPLATE_SELECT }>;
export type LockedVersion = Row["versions"][number];

/** A template of the actor's subtree, held until the transaction ends, with the versions that commands ask about. */
export type LockedTemplate = Omit<Row, "versions"> & {
  readonly latest: LockedVersion | null;
  readonly draft: LockedVersion | null;
  readonly inReview: LockedVersion | null;
  readonly approved: LockedVersion | null;
  /** Some version is, or was, more than a draft: purpose and use are fixed. */
  readonly wasSubmitted: boolean;
};

/** Locks and reads a template; null where there is none in the actor's subtree. Commands on one template take turns. */
export async function lockTemplate(
  tx: Tx,
  actor: Pick<Actor, "branchPath">,
  id: string,
): Promise<LockedTemplate | null> {
  await tx.$queryRaw`SELECT id FROM template WHERE id = ${id}::uuid FOR UPDATE`;
  const row = await tx.template.findFirst({
    where: { id, branch: { path: { startsWith: actor.branchPath } } },
    select: TEMPLATE_SELECT,
  });
  if (!row) return null;
  const { versions, ...template } = row;
  const inState = (state: LockedVersion["state"]) => versions.find((version) => version.state === state) ?? null;
  return {
    ...template,
    latest: versions[0] ?? null,
    draft: inState("draft"),
    inReview: inState("in_review"),
    approved: inState("approved"),
    wasSubmitted: versions.some((version) => version.state !== "draft"),
  };
}
