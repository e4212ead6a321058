"""Agreements and powers of attorney: what parties declare no verifier rewrites."""

from django.db import migrations

OF_PARTIES = ("surat_kuasa", "surat_perjanjian")


def leave_to_drafters(apps, schema_editor):
    versions = apps.get_model("workflow", "LetterTypeVersion")
    versions.objects.filter(letter_type__code__in=OF_PARTIES).update(
        verifier_corrects=False
    )


class Migration(migrations.Migration):
    dependencies = [("workflow", "0049_verifiers_correct")]

    # Backwards there is nothing to do: the column goes with the step before.
    operations = [
        migrations.RunPython(leave_to_drafters, migrations.RunPython.noop),
    ]
