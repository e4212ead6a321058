"""The lists of 2026 and 2027 as far as they are certain (`eoffice.holidays.shipped`)."""

from datetime import date

from django.db import migrations

from eoffice.holidays.shipped import YEARS


def enter(apps, _schema_editor):
    years = apps.get_model("holidays", "HolidayYear")
    days = apps.get_model("holidays", "Holiday")
    for year, source, is_complete, kinds in YEARS:
        row, made = years.objects.get_or_create(
            year=year, defaults={"source": source, "is_complete": is_complete}
        )
        if not made:  # the office has its own list already
            continue
        days.objects.bulk_create(
            days(
                year=row, day=date.fromisoformat(day), name=name, kind=kind, source=source
            )
            for kind, named in kinds.items()
            for day, name in named
        )


class Migration(migrations.Migration):

    dependencies = [
        ('holidays', '0001_initial'),
    ]

    operations = [
        # Going back takes the tables with their rows: nothing to undo by itself.
        migrations.RunPython(enter, migrations.RunPython.noop),
    ]
