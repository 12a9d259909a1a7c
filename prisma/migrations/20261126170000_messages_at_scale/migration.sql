-- What traces of decisions have in common, stored once: a message keeps the key of its shape and its own values.
-- The key is 48 bits of the form's SHA-256, so that every process finds the same one without asking.
CREATE TABLE "trace_shape" (
    "id" BIGINT NOT NULL,
    "form" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "trace_shape_pkey" PRIMARY KEY ("id")
);

-- A batch of a campaign may be a stretch of its frozen audience that has no messages yet: they are made, decided and
-- handed over in one step when their turn comes.
ALTER TABLE "dispatch_batch" ADD COLUMN "from_ordinal" INTEGER, ADD COLUMN "to_ordinal" INTEGER;

-- Most messages go submitting, sent, delivered. As long as no index looks at what changes on that way, PostgreSQL keeps
-- the new version on the same page and touches no index at all (heap-only tuples): measured, an update costs a quarter.
-- So the state is in no index; the few messages that wait or went wrong are found by a column that stays null for the others.
DROP INDEX "message_campaign_id_state_id_idx";
DROP INDEX "message_open";
DROP INDEX "message_provider_account_id_provider_message_id_idx";
ALTER TABLE "message" ADD COLUMN "watch_state" TEXT GENERATED ALWAYS AS
  (CASE WHEN "state" IN ('deferred', 'queued', 'uncertain', 'failed', 'withheld') THEN "state" END) STORED;
CREATE INDEX "message_campaign_id_id_idx" ON "message"("campaign_id", "id");
CREATE INDEX "message_watch" ON "message"("watch_state", "id") WHERE "watch_state" IS NOT NULL;
CREATE INDEX "message_campaign_watch" ON "message"("campaign_id", "watch_state", "id") WHERE "watch_state" IS NOT NULL;
-- A carrier's number belongs to a submission, and is looked for where submissions are.
CREATE INDEX "message_attempt_provider_account_id_provider_message_id_idx" ON "message_attempt"("provider_account_id", "provider_message_id");

-- Room on each page for the two versions that follow the first.
CREATE OR REPLACE FUNCTION ensure_message_partitions(from_month date, months int) RETURNS int
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
  AS $$
DECLARE
  month_start timestamptz;
  created int := 0;
  parent text;
  child text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('ensure_message_partitions'));
  FOR i IN 0 .. months - 1 LOOP
    month_start := (date_trunc('month', from_month) + make_interval(months => i))::timestamp AT TIME ZONE 'UTC';
    FOREACH parent IN ARRAY ARRAY['message', 'message_attempt'] LOOP
      child := parent || to_char(month_start AT TIME ZONE 'UTC', '"_y"YYYY"m"MM');
      IF to_regclass(child) IS NULL THEN
        EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L) WITH (fillfactor = %s)', child, parent,
          uuid_v7_floor(month_start), uuid_v7_floor((month_start AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC'),
          CASE parent WHEN 'message' THEN 50 ELSE 100 END);
        created := created + 1;
      END IF;
    END LOOP;
  END LOOP;
  RETURN created;
END $$;

DO $$
DECLARE
  child text;
BEGIN
  FOR child IN SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'message'::regclass LOOP
    EXECUTE format('ALTER TABLE %I SET (fillfactor = 50)', child);
  END LOOP;
END $$;
