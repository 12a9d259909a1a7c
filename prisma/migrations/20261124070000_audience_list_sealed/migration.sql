-- A list is seen and used only once it is whole; from then on it never changes: an approval binds its id, and its cells
-- stand in the texts that were approved.
ALTER TABLE "audience_list" ADD COLUMN "by_reason" JSONB NOT NULL DEFAULT '{}', ADD COLUMN "sealed_at" TIMESTAMPTZ(3);
DELETE FROM "audience_list" WHERE "columns" = '{}';
UPDATE "audience_list" l SET "sealed_at" = l."created_at",
  "by_reason" = coalesce((SELECT jsonb_object_agg(r.code, r.count) FROM (SELECT code, count(*) FROM "audience_list_refusal" WHERE list_id = l.id GROUP BY code) r), '{}');
-- What was refused is told by reason; duplicates are not refused.
ALTER TABLE "audience_list" DROP COLUMN "refused";

CREATE FUNCTION refuse_sealed_list_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.sealed_at IS NOT NULL THEN
    RAISE EXCEPTION 'audience list % is sealed', OLD.id USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER audience_list_sealed BEFORE UPDATE ON audience_list FOR EACH ROW EXECUTE FUNCTION refuse_sealed_list_change();

-- The lock on the list makes a batch that comes late wait for the sealing, and see it.
CREATE FUNCTION refuse_sealed_list_rows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  list record;
BEGIN
  FOR list IN SELECT id, sealed_at FROM audience_list WHERE id IN (SELECT DISTINCT list_id FROM touched) FOR SHARE LOOP
    IF list.sealed_at IS NOT NULL THEN
      RAISE EXCEPTION 'audience list % is sealed', list.id USING ERRCODE = 'insufficient_privilege';
    END IF;
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER audience_list_entry_sealed_insert AFTER INSERT ON audience_list_entry REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_sealed_list_rows();
CREATE TRIGGER audience_list_entry_sealed_update AFTER UPDATE ON audience_list_entry REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_sealed_list_rows();
CREATE TRIGGER audience_list_entry_sealed_move AFTER UPDATE ON audience_list_entry REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_sealed_list_rows();
-- Where the list itself goes, its rows go with it: then there is no list left that could refuse.
CREATE TRIGGER audience_list_entry_sealed_delete AFTER DELETE ON audience_list_entry REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_sealed_list_rows();
CREATE TRIGGER audience_list_entry_no_truncate BEFORE TRUNCATE ON audience_list_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
