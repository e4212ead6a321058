-- Versions, decisions and signatures are evidence: rows are added, never changed.
CREATE FUNCTION workflow_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER version_append_only BEFORE UPDATE OR DELETE ON workflow_letterversion
  FOR EACH ROW EXECUTE FUNCTION workflow_refuse_change();
CREATE TRIGGER version_no_truncate BEFORE TRUNCATE ON workflow_letterversion
  FOR EACH STATEMENT EXECUTE FUNCTION workflow_refuse_change();
CREATE TRIGGER decision_append_only BEFORE UPDATE OR DELETE ON workflow_decision
  FOR EACH ROW EXECUTE FUNCTION workflow_refuse_change();
CREATE TRIGGER decision_no_truncate BEFORE TRUNCATE ON workflow_decision
  FOR EACH STATEMENT EXECUTE FUNCTION workflow_refuse_change();
CREATE TRIGGER signature_append_only BEFORE UPDATE OR DELETE ON workflow_signature
  FOR EACH ROW EXECUTE FUNCTION workflow_refuse_change();
CREATE TRIGGER signature_no_truncate BEFORE TRUNCATE ON workflow_signature
  FOR EACH STATEMENT EXECUTE FUNCTION workflow_refuse_change();
-- A number that was decided stays as decided; no number is ever deleted.
CREATE FUNCTION workflow_number_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state <> 'reserved' OR NEW.value <> OLD.value
     OR NEW.register_id <> OLD.register_id OR NEW.purpose_id <> OLD.purpose_id THEN
    RAISE EXCEPTION 'a number is decided once' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER number_decided_once BEFORE UPDATE OR DELETE ON workflow_ledgernumber
  FOR EACH ROW EXECUTE FUNCTION workflow_number_final();
