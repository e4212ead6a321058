"""The shipped rules of the registers, and a pattern for each type.

An office that has numbered letters this year goes on as before until its end: no
register begins again in the middle of a year.
"""

from datetime import date, timedelta

from django.db import migrations
from django.utils import timezone

from workflow.reference_data import load_number_patterns, load_register_rules

BEFORE = "Sebagaimana berlaku sebelumnya"
FORMER = (
    ("nota_dinas", "Nota dinas", 80, ["nota_dinas"], "nota_dinas"),
    ("agencies", "Surat perangkat daerah", 100, [], "outgoing"),
)


def load(apps, schema_editor):
    rules = apps.get_model("workflow", "RegisterRule")
    load_number_patterns(apps.get_model("workflow", "LetterType"))
    registers = apps.get_model("workflow", "Register").objects
    numbered = registers.exclude(series="agenda").filter(last_value__gt=0)
    if not numbered.exists():
        load_register_rules(rules)
        return
    new_year = date(timezone.localdate().year + 1, 1, 1)
    load_register_rules(rules, from_on=new_year)
    for code, name, order, letter_types, series in FORMER:
        rules.objects.create(
            code=code,
            name=name,
            order=order,
            letter_types=letter_types,
            owner="agency",
            series=series,
            valid_to_on=new_year - timedelta(days=1),
            reason=BEFORE,
        )


class Migration(migrations.Migration):
    dependencies = [("workflow", "0031_register_rules")]
    # Going back drops the table.
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
