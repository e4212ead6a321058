DROP TRIGGER audit_link_head ON audit_auditlink;
DROP FUNCTION audit_keep_head();
CREATE OR REPLACE FUNCTION audit_link_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE head audit_audithead%ROWTYPE; next_hash text;
BEGIN
  SELECT * INTO head FROM audit_audithead WHERE id = 1 FOR UPDATE;
  next_hash := audit_hash(head.hash, NEW.id::text || E'\n' || NEW.payload);
  INSERT INTO audit_auditlink (sequence, event_id, previous_hash, hash)
    VALUES (head.sequence + 1, NEW.id, head.hash, next_hash);
  UPDATE audit_audithead SET sequence = head.sequence + 1, hash = next_hash WHERE id = 1;
  RETURN NULL;
END $$;
