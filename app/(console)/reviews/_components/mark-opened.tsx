"use client";

import { useEffect } from "react";
import type { openReviewAction } from "../actions";

/** Tells the author that a reviewer has it before him. */
export function MarkOpened({ reviewId, open }: { readonly reviewId: string; readonly open: typeof openReviewAction }) {
  useEffect(() => {
    void open({ reviewId });
  }, [reviewId, open]);
  return null;
}
