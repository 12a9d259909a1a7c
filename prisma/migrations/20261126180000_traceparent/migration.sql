-- The trace that made a batch, so that dispatch and receipts go on with it; null where tracing is off. A nullable column
-- without a default is added without rewriting the table, and the version before this one does not see it.
ALTER TABLE "dispatch_batch" ADD COLUMN "traceparent" TEXT;
