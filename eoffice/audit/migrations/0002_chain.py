"""The hash chain and the refusal of change, kept by the database."""

from pathlib import Path

from django.db import migrations

HERE = Path(__file__).parent


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [
        migrations.RunSQL(
            (HERE / "chain.sql").read_text(), (HERE / "unchain.sql").read_text()
        )
    ]
