"""A box holds the files of its own unit alone, whatever writes them.

PP 28/2012 Ps 44 (1): the order keeps where records come from.
"""

from django.db import migrations

GUARD = """
CREATE FUNCTION archive_box_of_one_unit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT b.unit_id FROM archive_recordbox b WHERE b.id = NEW.box_id)
     = (SELECT f.unit_id FROM archive_recordfile f WHERE f.id = NEW.record_file_id)
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'a box holds the files of one unit alone'
    USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER box_of_one_unit BEFORE INSERT OR UPDATE
  ON archive_boxedfile FOR EACH ROW EXECUTE FUNCTION archive_box_of_one_unit();
"""
UNGUARD = """
DROP TRIGGER box_of_one_unit ON archive_boxedfile;
DROP FUNCTION archive_box_of_one_unit();
"""


class Migration(migrations.Migration):
    dependencies = [("archive", "0021_boxes")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
