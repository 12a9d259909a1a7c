-- How many customers a branch has, and how many entries of the ledger name a wording: counting them took the pages that
-- say so half a second with a million customers (settings/branches, settings/wordings/[wordingId]). Each statement adds
-- what it changed, in rows of its own: imports that run side by side never wait for one another's count. The sum of the
-- rows is the count; the nightly run folds them together (lib/server/counts/running.ts).
CREATE TABLE "running_count" (
    "id" BIGSERIAL NOT NULL,
    "what" TEXT NOT NULL CHECK ("what" IN ('customers_of_branch', 'entries_of_wording')),
    "key" TEXT NOT NULL,
    "change" INTEGER NOT NULL,

    CONSTRAINT "running_count_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "running_count_what_key_idx" ON "running_count"("what", "key");

CREATE FUNCTION count_new_customers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO running_count (what, key, change) SELECT 'customers_of_branch', branch_id::text, count(*) FROM changed GROUP BY branch_id;
  RETURN NULL;
END $$;
CREATE FUNCTION count_moved_customers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO running_count (what, key, change)
  SELECT 'customers_of_branch', branch_id::text, sum(n) FROM (SELECT branch_id, 1 AS n FROM changed UNION ALL SELECT branch_id, -1 FROM earlier) c GROUP BY branch_id HAVING sum(n) <> 0;
  RETURN NULL;
END $$;
CREATE FUNCTION count_gone_customers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO running_count (what, key, change) SELECT 'customers_of_branch', branch_id::text, -count(*) FROM earlier GROUP BY branch_id;
  RETURN NULL;
END $$;
CREATE FUNCTION count_new_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO running_count (what, key, change) SELECT 'entries_of_wording', wording_version, count(*) FROM changed GROUP BY wording_version;
  RETURN NULL;
END $$;

CREATE TRIGGER customer_counted_new AFTER INSERT ON "customer" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_new_customers();
CREATE TRIGGER customer_counted_moved AFTER UPDATE ON "customer" REFERENCING NEW TABLE AS changed OLD TABLE AS earlier FOR EACH STATEMENT EXECUTE FUNCTION count_moved_customers();
CREATE TRIGGER customer_counted_gone AFTER DELETE ON "customer" REFERENCING OLD TABLE AS earlier FOR EACH STATEMENT EXECUTE FUNCTION count_gone_customers();
-- Entries are only ever added.
CREATE TRIGGER consent_entry_counted AFTER INSERT ON "consent_entry" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_new_entries();

INSERT INTO running_count (what, key, change) SELECT 'customers_of_branch', branch_id::text, count(*) FROM customer GROUP BY branch_id;
INSERT INTO running_count (what, key, change) SELECT 'entries_of_wording', wording_version, count(*) FROM consent_entry GROUP BY wording_version;
