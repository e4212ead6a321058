"""The database lets go of evidence for items of a list being destroyed, and no other."""

from pathlib import Path

from django.db import migrations

HERE = Path(__file__).parent


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0011_holds_and_destruction"),
        ("audit", "0005_redactions"),
        ("workflow", "0067_records_may_be_erased"),
    ]
    operations = [
        migrations.RunSQL(
            (HERE / "destruction_by_list.sql").read_text(),
            (HERE / "destruction_by_list_reverse.sql").read_text(),
        )
    ]
