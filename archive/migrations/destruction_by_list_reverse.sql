DROP TRIGGER approval_stands ON archive_listapproval;
DROP TRIGGER tombstone_stands ON archive_tombstone;
DROP TRIGGER item_stands ON archive_destructionitem;
DROP TRIGGER list_moves_by_its_table ON archive_destructionlist;
DROP TRIGGER permit_given_by_item ON archive_erasurepermit;
DROP TRIGGER record_goes_by_list ON archive_record;
DROP TRIGGER redaction_permitted ON audit_auditredaction;
CREATE OR REPLACE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit trail is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE OR REPLACE FUNCTION workflow_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
DROP FUNCTION archive_stands();
DROP FUNCTION archive_item_stands();
DROP FUNCTION archive_list_moves();
DROP FUNCTION archive_permit_given();
DROP FUNCTION archive_record_stands();
DROP FUNCTION archive_redaction_permitted();
DROP FUNCTION archive_may_erase(uuid);
