"""What names a record's bytes goes by a list alone, and no table of them is emptied.

Without it the bytes' row could be freed first: the record stood, with nothing in it.
"""

from django.db import migrations

STANDS = """
CREATE FUNCTION archive_content_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF archive_may_erase(OLD.record_id) THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'what a record holds goes by a destruction list alone'
    USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER content_goes_by_list BEFORE DELETE ON archive_recordcontent
  FOR EACH ROW EXECUTE FUNCTION archive_content_stands();
CREATE TRIGGER records_no_truncate BEFORE TRUNCATE ON archive_record
  FOR EACH STATEMENT EXECUTE FUNCTION archive_stands();
CREATE TRIGGER contents_no_truncate BEFORE TRUNCATE ON archive_recordcontent
  FOR EACH STATEMENT EXECUTE FUNCTION archive_stands();
CREATE TRIGGER tombstones_no_truncate BEFORE TRUNCATE ON archive_tombstone
  FOR EACH STATEMENT EXECUTE FUNCTION archive_stands();
"""
REVERSE = """
DROP TRIGGER tombstones_no_truncate ON archive_tombstone;
DROP TRIGGER contents_no_truncate ON archive_recordcontent;
DROP TRIGGER records_no_truncate ON archive_record;
DROP TRIGGER content_goes_by_list ON archive_recordcontent;
DROP FUNCTION archive_content_stands();
"""


class Migration(migrations.Migration):
    dependencies = [("archive", "0028_programmes")]
    operations = [migrations.RunSQL(STANDS, REVERSE)]
