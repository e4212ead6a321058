"""Confirmed lines of the SKKAAD get their first day of review: two years on."""

from django.db import migrations

FORWARD = """
UPDATE archive_securityrule
SET review_on = ((entered_at AT TIME ZONE 'Asia/Jakarta')::date
  + interval '2 years')::date
WHERE is_confirmed AND ended_at IS NULL AND review_on IS NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("archive", "0037_class_reviews")]

    # Back: the column goes with the migration before.
    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
