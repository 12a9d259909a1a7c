import { beforeAll, describe, expect, it } from "vitest";
import type { Authorized } from "@/lib/domain/access/permissions";
import { db } from "@/lib/server/db/client";
import { makeActor, makeBranchTree } from "@/prisma/factories/organisation";
import { makeRegisters, makeSubmission, resubmit, type Submission } from "@/prisma/factories/template";
import { saveDraft } from "../templates/commands";
import { decideReview, openReview } from "./commands";
import { getReview, listReviews, readReviewCursor, reviewedVersion } from "./queries";

type Author = Authorized<"template:write" | "template:read">;
type Reviewer = Authorized<"review:decide" | "review:read">;

let registers: Awaited<ReturnType<typeof makeRegisters>>;
let author: Author;
let reviewer: Reviewer;

beforeAll(async () => {
  const tree = await makeBranchTree();
  registers = await makeRegisters();
  author = await makeActor(tree.branch, ["officer"], "李娜");
  reviewer = await makeActor(tree.province, ["reviewer"], "王芳");
});

const decide = (actor: Reviewer, { reviewId, boundHash }: Submission) =>
  decideReview(actor, { reviewId, boundHash, decision: "approve", comment: "" });

describe("the queue", () => {
  it("shows a reviewer his own subtree, oldest first, page by page", async () => {
    const here = await makeBranchTree();
    const writer = await makeActor<"template:write" | "template:read">(here.branch, ["officer"]);
    const reader = await makeActor<"review:decide" | "review:read">(here.province, ["reviewer"]);
    const stranger = await makeActor<"review:decide" | "review:read">(here.neighbour, ["reviewer"]);
    const made: Submission[] = [];
    for (let index = 0; index < 5; index += 1) made.push(await makeSubmission(writer, registers.signature.id));
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await listReviews(reader, { queue: "open" }, readReviewCursor(cursor ?? undefined), 2);
      seen.push(...page.rows.map((row) => row.id));
      cursor = page.next;
    } while (cursor !== null);
    expect(seen).toEqual(made.map((one) => one.reviewId));
    const first = made[0]!;
    expect((await listReviews(stranger, { queue: "open" })).rows).toEqual([]);
    expect(await getReview(stranger, first.reviewId)).toBeNull();
    expect(await decide(stranger, first)).toEqual({ ok: false, error: { code: "review.not_found" } });
    await decide(reader, first);
    expect((await listReviews(reader, { queue: "closed" })).rows.map((row) => row.id)).toEqual([first.reviewId]);
  });

  it("notes the first look of somebody who may decide, not the author's", async () => {
    const one = await makeSubmission(author, registers.signature.id);
    const asReviewer = { ...author, id: author.id } as unknown as Reviewer;
    await openReview(asReviewer, one.reviewId);
    expect((await getReview(reviewer, one.reviewId))?.openedAt).toBeNull();
    await openReview(reviewer, one.reviewId);
    const openedAt = (await getReview(reviewer, one.reviewId))?.openedAt;
    expect(openedAt).toBeInstanceOf(Date);
    await openReview(reviewer, one.reviewId);
    expect((await getReview(reviewer, one.reviewId))?.openedAt).toEqual(openedAt);
  });

  it("shows a version beside the last one that was approved, also after the decision", async () => {
    const first = await makeSubmission(author, registers.signature.id);
    await decide(reviewer, first);
    const variables = (await db().templateVersion.findUniqueOrThrow({ where: { id: first.versionId } }))
      .variables as never;
    const next = await saveDraft(author, {
      templateId: first.templateId,
      lockVersion: 0,
      name: "还款提醒",
      signatureId: registers.signature.id,
      elderFriendly: false, elderText: null, use: "notice", asksFor: null, productRisk: null,
      variables,
      text: "${name}您好，${due}到期。",
    });
    if (!next.ok) throw new Error(next.error.code);
    const second = await resubmit(author, { ...next.value, key: first.key });
    const view = async () => reviewedVersion(reviewer, { subjectId: second.versionId });
    expect(await view()).toMatchObject({
      content: { number: 2 },
      before: { number: 1 },
      contentHash: second.boundHash,
    });
    await decide(reviewer, second);
    expect(await view()).toMatchObject({ before: { number: 1 } });
    expect(await reviewedVersion(reviewer, { subjectId: first.versionId })).toMatchObject({ before: null });
  });
});
