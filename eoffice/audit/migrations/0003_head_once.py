"""Write the head of the chain once per transaction."""

from pathlib import Path

from django.db import migrations

HERE = Path(__file__).parent


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_chain")]
    operations = [
        migrations.RunSQL(
            (HERE / "head_once.sql").read_text(), (HERE / "head_each.sql").read_text()
        )
    ]
