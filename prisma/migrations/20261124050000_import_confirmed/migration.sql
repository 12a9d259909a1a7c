-- When a person (or a bank system) said that the file may be imported: from then on it is finished whatever dies on the way.
ALTER TABLE "customer_import" ADD COLUMN "confirmed_at" TIMESTAMPTZ(3), ADD COLUMN "read_bytes" BIGINT NOT NULL DEFAULT 0;
UPDATE "customer_import" SET "confirmed_at" = "created_at" WHERE "state" <> 'uploaded';

-- The sweeper asks every few seconds for files that wait to be imported or discarded; there are few at a time.
CREATE INDEX "customer_import_open_idx" ON "customer_import"("created_at") WHERE "state" IN ('uploaded', 'running');
