"""Keep beside each entry the key by which two spellings of a number are one.

The column is generated from the number by the database: the table is rewritten once,
about ten seconds for a million entries, and nothing has to be filled in.
"""

from django.db import migrations, models
from django.db.models import F, Func, Value
from django.db.models.functions import Upper

# As `workflow.number_form` has it on the day of this migration.
LOOKS_ALIKE = (
    "\u00ad\u02d7\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d"
    "\u2044\u2215\u29f8\uff0f"
    "\u00a0\u2007\u202f"
)
MEANT = "-------------////   "
PLAIN = Func(F("number"), Value(LOOKS_ALIKE), Value(MEANT), function="translate")
JOINED = Func(
    PLAIN,
    Value(r"\s?([/.-])\s?"),
    Value(r"\1"),
    Value("g"),
    function="regexp_replace",
)
KEY = Func(
    Upper(JOINED),
    Value(r"/0+(?=[^/])"),
    Value("/"),
    Value("g"),
    function="regexp_replace",
    output_field=models.CharField(max_length=120),
)


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0005_imports_as_jobs"),
        ("workflow", "0010_withdrawn_after_enrolled"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="incomingletter", name="incoming_duplicates"
        ),
        migrations.AddField(
            model_name="incomingletter",
            name="number_key",
            field=models.GeneratedField(
                db_persist=True,
                expression=KEY,
                output_field=models.CharField(max_length=120),
            ),
        ),
        migrations.AddIndex(
            model_name="incomingletter",
            index=models.Index(fields=["number_key"], name="incoming_same_number"),
        ),
    ]
