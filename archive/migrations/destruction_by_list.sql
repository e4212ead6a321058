-- Nothing of a record is deleted without standing on a list that is being destroyed.
-- Rows of evidence are let go by a permit; a permit is given only for an item that the
-- committee agreed to, on a list that was approved and that two others than its
-- proposer carry out. No program can do otherwise, whatever it was told.
CREATE FUNCTION archive_may_erase(thing uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM archive_erasurepermit p
    JOIN archive_destructionitem i ON i.id = p.item_id
    JOIN archive_destructionlist l ON l.id = i.destruction_list_id
    WHERE p.thing_id = thing AND i.state = 'erasing' AND l.state = 'executing')
$$;

CREATE OR REPLACE FUNCTION workflow_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE thing uuid;
BEGIN
  IF TG_OP = 'DELETE' THEN
    CASE TG_TABLE_NAME
      WHEN 'workflow_letterversion', 'workflow_signature', 'workflow_revocation' THEN
        thing := OLD.letter_id;
      WHEN 'workflow_decision' THEN
        SELECT v.letter_id INTO thing FROM workflow_letterversion v
          WHERE v.id = OLD.version_id;
      WHEN 'workflow_agendaevent' THEN
        thing := OLD.incoming_id;
      ELSE NULL;
    END CASE;
    IF thing IS NOT NULL AND archive_may_erase(thing) THEN RETURN OLD; END IF;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

-- The details of an act on what is destroyed go; who, what and when stay.
CREATE OR REPLACE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'audit_auditevent' THEN
    IF to_jsonb(NEW) - 'payload' = to_jsonb(OLD) - 'payload'
       AND (NEW.payload::jsonb - 'data') = (OLD.payload::jsonb - 'data')
       AND OLD.object_id ~ '^[0-9a-f-]{36}$' AND archive_may_erase(OLD.object_id::uuid)
    THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION 'the audit trail is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION archive_redaction_permitted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE about text;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT e.object_id INTO about FROM audit_auditevent e WHERE e.id = NEW.event_id;
    IF about ~ '^[0-9a-f-]{36}$' AND archive_may_erase(about::uuid) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'no list allows this redaction' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER redaction_permitted BEFORE INSERT OR UPDATE OR DELETE
  ON audit_auditredaction FOR EACH ROW EXECUTE FUNCTION archive_redaction_permitted();

CREATE FUNCTION archive_record_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF archive_may_erase(OLD.id) THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'a record goes by a destruction list alone'
    USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER record_goes_by_list BEFORE DELETE ON archive_record
  FOR EACH ROW EXECUTE FUNCTION archive_record_stands();

CREATE FUNCTION archive_permit_given() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' AND EXISTS (
    SELECT 1 FROM archive_destructionitem i
    JOIN archive_destructionlist l ON l.id = i.destruction_list_id
    WHERE i.id = NEW.item_id AND i.state = 'erasing' AND i.decision = 'agree'
      AND l.state = 'executing')
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'no item that is being destroyed gives this permit'
    USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER permit_given_by_item BEFORE INSERT OR UPDATE OR DELETE
  ON archive_erasurepermit FOR EACH ROW EXECUTE FUNCTION archive_permit_given();

-- A list moves as its table says; to its execution only with an approval on it.
CREATE FUNCTION archive_list_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state = 'draft' THEN RETURN NEW; END IF;
  ELSIF TG_OP = 'UPDATE' THEN
    IF NEW.state = OLD.state AND OLD.state <> 'destroyed' THEN RETURN NEW; END IF;
    IF (OLD.state, NEW.state) IN (
      ('draft', 'submitted'), ('draft', 'aborted'),
      ('submitted', 'in_appraisal'), ('submitted', 'draft'), ('submitted', 'aborted'),
      ('in_appraisal', 'approved'), ('in_appraisal', 'draft'),
      ('in_appraisal', 'aborted'),
      ('approved', 'draft'), ('approved', 'aborted'), ('executing', 'destroyed'))
    THEN RETURN NEW; END IF;
    IF OLD.state = 'approved' AND NEW.state = 'executing' AND EXISTS (
      SELECT 1 FROM archive_listapproval a
      WHERE a.destruction_list_id = NEW.id AND a.is_current)
    THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION 'a destruction list does not move like this'
    USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER list_moves_by_its_table BEFORE INSERT OR UPDATE OR DELETE
  ON archive_destructionlist FOR EACH ROW EXECUTE FUNCTION archive_list_moves();

-- What a list said of a record stays said; a tombstone stands for good.
CREATE FUNCTION archive_item_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.state <> 'destroyed' AND NEW.record_id = OLD.record_id
     AND NEW.destruction_list_id = OLD.destruction_list_id
     AND (NEW.state = OLD.state OR (OLD.state, NEW.state) IN (
       ('listed', 'dropped'), ('listed', 'erasing'), ('erasing', 'destroyed')))
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'an item of a destruction list stands'
    USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER item_stands BEFORE UPDATE OR DELETE ON archive_destructionitem
  FOR EACH ROW EXECUTE FUNCTION archive_item_stands();
CREATE FUNCTION archive_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER tombstone_stands BEFORE UPDATE OR DELETE ON archive_tombstone
  FOR EACH ROW EXECUTE FUNCTION archive_stands();
CREATE TRIGGER approval_stands BEFORE DELETE ON archive_listapproval
  FOR EACH ROW EXECUTE FUNCTION archive_stands();
