"use client";

import { CircleCheck, Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { useFailureWords } from "@/components/template/use-failure-words";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { notify } from "@/components/ui/notify";
import { TextArea } from "@/components/ui/text-area";
import type { Decision, SubjectType } from "@/lib/domain/review/decision";
import { decideReviewSchema } from "@/lib/domain/review/schema";
import type { decideReviewAction } from "../actions";

type Props = {
  readonly reviewId: string;
  /** Hash of what this page shows: the decision is about that and nothing else. */
  readonly boundHash: string;
  readonly subjectType: SubjectType;
  readonly decide: typeof decideReviewAction;
};

/** Approve, or return with a comment. */
export function DecisionForm({ reviewId, boundHash, subjectType, decide }: Props) {
  const t = useTranslations("reviews.decision");
  const router = useRouter();
  const { ofFailure, ofField } = useFailureWords();
  const [comment, setComment] = useState("");
  const [fault, setFault] = useState<string | undefined>();
  const [failure, setFailure] = useState<string | null>(null);
  const [deciding, setDeciding] = useState<Decision | null>(null);
  const [isPending, startTransition] = useTransition();

  const send = (decision: Decision) => {
    const parsed = decideReviewSchema.safeParse({ reviewId, boundHash, decision, comment });
    setFault(parsed.success ? undefined : parsed.error.issues.find((issue) => issue.path[0] === "comment")?.message);
    if (!parsed.success) return;
    setDeciding(decision);
    startTransition(async () => {
      const result = await decide(parsed.data);
      if (!result.ok) return setFailure(ofFailure(result.error));
      notify(t(decision === "approve" ? "approved" : "returned"));
      router.refresh();
    });
  };
  return (
    <div className="flex flex-col gap-3">
      {failure && (
        <Callout tone="danger" role="alert">
          {failure}
        </Callout>
      )}
      <TextArea
        label={t("comment")}
        hint={t("commentHint")}
        rows={4}
        maxLength={500}
        value={comment}
        onChange={setComment}
        error={ofField(fault)}
      />
      <Button
        variant="primary"
        fullWidth
        isPending={isPending && deciding === "approve"}
        isDisabled={isPending}
        onPress={() => send("approve")}
        icon={<CircleCheck aria-hidden size={16} />}
      >
        {t(subjectType === "campaign" ? "approveCampaign" : "approve")}
      </Button>
      <Button
        fullWidth
        isPending={isPending && deciding === "return"}
        isDisabled={isPending}
        onPress={() => send("return")}
        icon={<Undo2 aria-hidden size={16} />}
      >
        {t("return")}
      </Button>
    </div>
  );
}
