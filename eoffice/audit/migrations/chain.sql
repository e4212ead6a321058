-- The hash chain, kept by the database itself.
CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit trail is append-only' USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION audit_hash(previous text, payload text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT encode(sha256(convert_to(previous || E'\n' || payload, 'UTF8')), 'hex')
$$;

-- Runs at commit (deferred): the head is locked only for this moment.
CREATE FUNCTION audit_link_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE head audit_audithead%ROWTYPE; next_hash text;
BEGIN
  SELECT * INTO head FROM audit_audithead WHERE id = 1 FOR UPDATE;
  next_hash := audit_hash(head.hash, NEW.id::text || E'\n' || NEW.payload);
  INSERT INTO audit_auditlink (sequence, event_id, previous_hash, hash)
    VALUES (head.sequence + 1, NEW.id, head.hash, next_hash);
  UPDATE audit_audithead SET sequence = head.sequence + 1, hash = next_hash WHERE id = 1;
  RETURN NULL;
END $$;

CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE ON audit_auditevent
  FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON audit_auditevent
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_link_append_only BEFORE UPDATE OR DELETE ON audit_auditlink
  FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_link_no_truncate BEFORE TRUNCATE ON audit_auditlink
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE CONSTRAINT TRIGGER audit_event_linked AFTER INSERT ON audit_auditevent
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_link_event();

INSERT INTO audit_audithead (id, sequence, hash) VALUES (1, 0, repeat('0', 64));
