"""Every letter has the version of its type; what versions hold leaves the type."""

import django.db.models.deletion
from django.db import migrations, models

from workflow.letter_types.shipped import give_back


def give_back_to_types(apps, schema_editor):
    """Write on each type what its version in force says: what was set is not lost."""
    versions = apps.get_model("workflow", "LetterTypeVersion")
    give_back(apps.get_model("workflow", "LetterType"), versions)


class Migration(migrations.Migration):
    dependencies = [("workflow", "0045_fill_letter_type_versions")]
    operations = [
        migrations.AlterField(
            model_name="letter",
            name="type_version",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="letters",
                to="workflow.lettertypeversion",
            ),
        ),
        *(
            # What a row has on the way back, until the next step fills it.
            migrations.AlterField(
                model_name="lettertype",
                name=name,
                field=models.CharField(default="", max_length=40),
            )
            for name in ("family", "scope", "number_style")
        ),
        migrations.RunPython(migrations.RunPython.noop, give_back_to_types),
        migrations.RemoveField(
            model_name='lettertype',
            name='default_classification',
        ),
        migrations.RemoveField(
            model_name='lettertype',
            name='family',
        ),
        migrations.RemoveField(
            model_name='lettertype',
            name='letterhead',
        ),
        migrations.RemoveField(
            model_name='lettertype',
            name='number_pattern',
        ),
        migrations.RemoveField(
            model_name='lettertype',
            name='number_style',
        ),
        migrations.RemoveField(
            model_name='lettertype',
            name='required_fields',
        ),
        migrations.RemoveField(
            model_name='lettertype',
            name='scope',
        ),
        migrations.RemoveField(
            model_name='lettertype',
            name='subfamily',
        ),
        migrations.RemoveField(
            model_name='lettertype',
            name='template',
        ),
        migrations.RemoveField(
            model_name='lettertype',
            name='valid_from_on',
        ),
        migrations.RemoveField(
            model_name='lettertype',
            name='valid_to_on',
        ),
    ]
