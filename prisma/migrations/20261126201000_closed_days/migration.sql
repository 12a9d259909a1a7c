-- A dashboard over half a year added up every row of the daily roll-ups: 240,000 of them in a bank of 121 branches. Days that
-- are over hardly ever change, so their sums are kept: for a day by subtree (head office, a province), and for spans of 4, 16
-- and 64 days by branch. A row of closed_span says that the sums of a span hold. Whoever changes a roll-up takes it away in
-- the same transaction, and the day is read row by row again until a worker has closed it anew
-- (lib/server/dashboard/closed-days.ts): what is shown is the roll-up at any time.
CREATE TABLE "closed_span" (
    "days" INTEGER NOT NULL CHECK ("days" IN (1, 4, 16, 64)),
    "from_day" DATE NOT NULL,

    CONSTRAINT "closed_span_pkey" PRIMARY KEY ("days","from_day")
);

CREATE TABLE "subtree_tally" (
    "branch_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "purpose" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "count" BIGINT NOT NULL,
    "billing_segments" BIGINT NOT NULL,
    "cost_micros" BIGINT NOT NULL,

    CONSTRAINT "subtree_tally_pkey" PRIMARY KEY ("branch_id","day","purpose","channel","state","reason")
);

CREATE TABLE "subtree_receipt_delay" (
    "branch_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "provider_account_id" UUID NOT NULL,
    "bucket_seconds" INTEGER NOT NULL,
    "count" BIGINT NOT NULL,

    CONSTRAINT "subtree_receipt_delay_pkey" PRIMARY KEY ("branch_id","day","provider_account_id","bucket_seconds")
);

CREATE TABLE "subtree_reply" (
    "branch_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "purpose" TEXT NOT NULL,
    "reply_class" TEXT NOT NULL,
    "count" BIGINT NOT NULL,

    CONSTRAINT "subtree_reply_pkey" PRIMARY KEY ("branch_id","day","purpose","reply_class")
);

-- A purpose of '' stands for all of them together.
CREATE TABLE "branch_span_tally" (
    "days" INTEGER NOT NULL,
    "from_day" DATE NOT NULL,
    "purpose" TEXT NOT NULL,
    "branch_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "count" BIGINT NOT NULL,

    CONSTRAINT "branch_span_tally_pkey" PRIMARY KEY ("days","from_day","purpose","branch_id","state")
);

-- The lock is shared by all who change a day and held alone by the worker that closes it: who changed the day before the
-- worker's look is in its sums, and who changes it after waits, and then finds the row to take away.
CREATE FUNCTION reopen_days() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed_day date;
  number int;
BEGIN
  FOR changed_day IN SELECT DISTINCT day FROM changed ORDER BY day LOOP
    number := changed_day - DATE '2000-01-01';
    PERFORM pg_advisory_xact_lock_shared(20261126, number);
    DELETE FROM closed_span WHERE (days, from_day) IN ((1, changed_day), (4, changed_day - number % 4), (16, changed_day - number % 16), (64, changed_day - number % 64));
  END LOOP;
  RETURN NULL;
END $$;

CREATE TRIGGER daily_tally_reopens_new AFTER INSERT ON "daily_tally" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION reopen_days();
CREATE TRIGGER daily_tally_reopens_changed AFTER UPDATE ON "daily_tally" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION reopen_days();
CREATE TRIGGER daily_tally_reopens_gone AFTER DELETE ON "daily_tally" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION reopen_days();
CREATE TRIGGER daily_receipt_delay_reopens_new AFTER INSERT ON "daily_receipt_delay" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION reopen_days();
CREATE TRIGGER daily_receipt_delay_reopens_changed AFTER UPDATE ON "daily_receipt_delay" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION reopen_days();
CREATE TRIGGER daily_receipt_delay_reopens_gone AFTER DELETE ON "daily_receipt_delay" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION reopen_days();
CREATE TRIGGER daily_reply_reopens_new AFTER INSERT ON "daily_reply" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION reopen_days();
CREATE TRIGGER daily_reply_reopens_changed AFTER UPDATE ON "daily_reply" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION reopen_days();
CREATE TRIGGER daily_reply_reopens_gone AFTER DELETE ON "daily_reply" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION reopen_days();
