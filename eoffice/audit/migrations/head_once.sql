-- The head is read and locked once per transaction and written once, at its end: a
-- transaction with many events would else leave as many versions of the one head row
-- and walk all of them for each next event.
--
-- Between its events the transaction keeps the head in a setting of its own, marked with
-- its id, so that nothing older is ever taken for it. What somebody else writes into that
-- setting breaks the chain, which verification finds.
CREATE OR REPLACE FUNCTION audit_link_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ours text := pg_current_xact_id()::text;
  kept text[] := string_to_array(current_setting('eoffice.audit_head', true), '|');
  last_sequence bigint; last_hash text; next_hash text;
BEGIN
  IF kept[1] = ours THEN
    last_sequence := kept[2]; last_hash := kept[3];
  ELSE
    SELECT sequence, hash INTO last_sequence, last_hash
      FROM audit_audithead WHERE id = 1 FOR UPDATE;
  END IF;
  next_hash := audit_hash(last_hash, NEW.id::text || E'\n' || NEW.payload);
  INSERT INTO audit_auditlink (sequence, event_id, previous_hash, hash)
    VALUES (last_sequence + 1, NEW.id, last_hash, next_hash);
  PERFORM set_config('eoffice.audit_head',
    concat_ws('|', ours, last_sequence + 1, next_hash), true);
  RETURN NULL;
END $$;

-- Queued behind all events of the same pass, so the first link finds the last head.
CREATE FUNCTION audit_keep_head() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  kept text[] := string_to_array(current_setting('eoffice.audit_head', true), '|');
BEGIN
  UPDATE audit_audithead SET sequence = kept[2]::bigint, hash = kept[3]
    WHERE id = 1 AND kept[1] = pg_current_xact_id()::text
      AND NEW.sequence = kept[2]::bigint;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER audit_link_head AFTER INSERT ON audit_auditlink
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_keep_head();
