-- What a letter was made under stays as it was: a version of a type that has been in
-- force is never changed and never goes. It only ends, once, with who and why.
CREATE FUNCTION workflow_type_version_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  was jsonb; now_is jsonb;
  ending CONSTANT text[] := ARRAY['state', 'ended_reason', 'ended_by_id', 'ended_at'];
BEGIN
  IF OLD.state = 'draft' THEN
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.state = 'active' AND NEW.state IN ('active', 'retired') THEN
    was := to_jsonb(OLD) - ending;
    now_is := to_jsonb(NEW) - ending;
    IF was = now_is THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION 'a type version that was in force stands'
    USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER type_version_stands BEFORE UPDATE OR DELETE ON workflow_lettertypeversion
  FOR EACH ROW EXECUTE FUNCTION workflow_type_version_stands();
CREATE TRIGGER type_version_no_truncate BEFORE TRUNCATE ON workflow_lettertypeversion
  FOR EACH STATEMENT EXECUTE FUNCTION workflow_refuse_change();
