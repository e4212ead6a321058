"""The database keeps every version of a type that was in force as it was."""

from pathlib import Path

from django.db import migrations

HERE = Path(__file__).parent


class Migration(migrations.Migration):
    dependencies = [("workflow", "0057_series_of_letters")]
    operations = [
        migrations.RunSQL(
            (HERE / "type_versions_stand.sql").read_text(),
            (HERE / "type_versions_stand_reverse.sql").read_text(),
        )
    ]
