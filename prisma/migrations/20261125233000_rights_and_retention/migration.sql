-- A person asks for one thing once: pressing twice, or a desk and a letter together, make one request with one clock.
CREATE UNIQUE INDEX person_request_one_open ON person_request (customer_id, kind) WHERE state = 'open';

-- Lately erased customers, for what a chunk in flight may still have written about them.
CREATE INDEX customer_erased ON customer (erased_at) WHERE erased_at IS NOT NULL;

-- Retention looks for what is old in tables that are otherwise read by other keys.
CREATE INDEX inbound_message_received ON inbound_message (received_at);

-- Drops the monthly partitions of `message` or `message_attempt` that end at `before` or earlier. It runs with its owner's
-- rights, because the application's role owns no table; so the legal floors are held here too, where no setting, mistake or
-- intruder with the application's password can go below them: 6 months for the log (MIIT Order 74), 36 for the records of
-- handing numbers to a carrier (Network Data Security Management Regulations, article 12).
CREATE FUNCTION drop_message_partitions(parent text, before date) RETURNS TABLE (partition text, dropped bigint)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public SET lock_timeout = '5s'
  AS $$
DECLARE
  floor_months int := CASE parent WHEN 'message' THEN 6 WHEN 'message_attempt' THEN 36 END;
  child record;
BEGIN
  IF floor_months IS NULL THEN
    RAISE EXCEPTION '% has no partitions to drop', parent USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF before > (now() AT TIME ZONE 'UTC')::date - make_interval(months => floor_months) THEN
    RAISE EXCEPTION '% is kept for at least % months: nothing younger is dropped', parent, floor_months USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('ensure_message_partitions'));
  FOR child IN
    SELECT c.relname::text AS name, to_date(right(c.relname, 7), 'YYYY"m"MM') AS month
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = parent::regclass AND c.relname ~ ('^' || parent || '_y\d{4}m\d{2}$') ORDER BY c.relname
  LOOP
    CONTINUE WHEN child.month + interval '1 month' > before;
    EXECUTE format('SELECT count(*) FROM %I', child.name) INTO dropped;
    EXECUTE format('DROP TABLE %I', child.name);
    partition := child.name;
    RETURN NEXT;
  END LOOP;
END $$;

-- Functions are executable by everybody unless said otherwise.
REVOKE EXECUTE ON FUNCTION drop_message_partitions(text, date) FROM PUBLIC;
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'hongyan_app') THEN
    GRANT EXECUTE ON FUNCTION drop_message_partitions(text, date) TO hongyan_app;
  END IF;
END $$;
