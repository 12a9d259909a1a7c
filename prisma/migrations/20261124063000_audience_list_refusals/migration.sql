-- Rows of an uploaded list that name nobody: to be shown and taken away with their reasons.
CREATE TABLE "audience_list_refusal" (
    "list_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "cells_cipher" BYTEA NOT NULL,
    CONSTRAINT "audience_list_refusal_pkey" PRIMARY KEY ("list_id", "line")
);
ALTER TABLE "audience_list_refusal" ADD CONSTRAINT "audience_list_refusal_list_id_fkey" FOREIGN KEY ("list_id") REFERENCES "audience_list"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The lists of a subtree, newest first: the page of lists and the composer's choice.
CREATE INDEX "audience_list_branch_path_id_idx" ON "audience_list"("branch_path" text_pattern_ops, "id");
