"""Evidence tables refuse change; numbers are decided once."""

from pathlib import Path

from django.db import migrations

HERE = Path(__file__).parent


class Migration(migrations.Migration):
    dependencies = [("workflow", "0001_initial")]
    operations = [
        migrations.RunSQL(
            (HERE / "append_only.sql").read_text(),
            (HERE / "append_only_reverse.sql").read_text(),
        )
    ]
