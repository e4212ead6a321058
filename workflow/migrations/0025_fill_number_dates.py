"""Numbers given before their day stood beside them get it from letter or agenda."""

from django.conf import settings
from django.db import migrations

# Numbers that are decided take no change from anybody else. A letter of former days
# may bear a day to come: its register does not wait for that day.
FILL = """
ALTER TABLE workflow_ledgernumber DISABLE TRIGGER number_decided_once;
UPDATE workflow_ledgernumber number
   SET dated_on = letter.signed_letter_date
  FROM workflow_letter letter
 WHERE letter.id = number.purpose_id AND number.state = 'used';
UPDATE workflow_ledgernumber
   SET dated_on = (coalesce(decided_at, reserved_at) AT TIME ZONE %(zone)s)::date
 WHERE dated_on IS NULL AND state <> 'void';
ALTER TABLE workflow_ledgernumber ENABLE TRIGGER number_decided_once;
UPDATE workflow_register register
   SET last_on = least(
       (SELECT max(dated_on) FROM workflow_ledgernumber
         WHERE register_id = register.id),
       (now() AT TIME ZONE %(zone)s)::date)
 WHERE last_value > 0;
"""


def fill(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(FILL, {"zone": settings.TIME_ZONE})


class Migration(migrations.Migration):
    dependencies = [("workflow", "0024_number_dates")]
    # Going back drops the columns.
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
