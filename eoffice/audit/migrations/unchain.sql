DROP TRIGGER audit_event_linked ON audit_auditevent;
DROP TRIGGER audit_link_no_truncate ON audit_auditlink;
DROP TRIGGER audit_link_append_only ON audit_auditlink;
DROP TRIGGER audit_event_no_truncate ON audit_auditevent;
DROP TRIGGER audit_event_append_only ON audit_auditevent;
DROP FUNCTION audit_link_event();
DROP FUNCTION audit_hash(text, text);
DROP FUNCTION audit_refuse_change();
DELETE FROM audit_audithead;
