DROP TRIGGER number_decided_once ON workflow_ledgernumber;
DROP FUNCTION workflow_number_final();
DROP TRIGGER signature_no_truncate ON workflow_signature;
DROP TRIGGER signature_append_only ON workflow_signature;
DROP TRIGGER decision_no_truncate ON workflow_decision;
DROP TRIGGER decision_append_only ON workflow_decision;
DROP TRIGGER version_no_truncate ON workflow_letterversion;
DROP TRIGGER version_append_only ON workflow_letterversion;
DROP FUNCTION workflow_refuse_change();
