-- Published words are fixed with everything that a reviewer approved, and never become a draft again, which could be changed or deleted.
CREATE OR REPLACE FUNCTION refuse_wording_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.published_at IS NULL THEN RETURN OLD; END IF;
    RAISE EXCEPTION 'wording % was published: it stays', OLD.version USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF OLD.state <> 'draft' AND (to_jsonb(NEW) - 'state') IS DISTINCT FROM (to_jsonb(OLD) - 'state') THEN
    RAISE EXCEPTION 'wording % was published: its words are fixed', OLD.version USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (('draft', 'published'), ('draft', 'retired'), ('published', 'retired')) THEN
    RAISE EXCEPTION 'wording % cannot go from % to %', OLD.version, OLD.state, NEW.state USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;

-- Four eyes, whatever program writes here; what is published says since when.
ALTER TABLE consent_wording ADD CONSTRAINT consent_wording_published CHECK (
  state <> 'published' OR (published_at IS NOT NULL AND effective_from IS NOT NULL AND approved_by_id IS NOT NULL AND approved_by_id <> created_by_id));
