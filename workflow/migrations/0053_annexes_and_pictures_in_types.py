"""Shipped types let a lampiran and pictures stand in the text.

Only where a version allows what was shipped until now: an office that chose the parts
of a type itself keeps its choice. Going back leaves them: they bind nobody.
"""

from django.db import migrations

from workflow.letter_types.shipped import shipped_types

NEW = frozenset({"annex", "image"})


def allow(apps, schema_editor):
    shipped = shipped_types()
    versions = apps.get_model("workflow", "LetterTypeVersion").objects
    for version in versions.select_related("letter_type"):
        content = shipped.get(version.letter_type.code)
        if content is None or "annex" in version.blocks:
            continue
        if {*version.blocks} - NEW == {*content["blocks"]} - NEW:
            versions.filter(pk=version.pk).update(blocks=content["blocks"])


class Migration(migrations.Migration):
    dependencies = [("workflow", "0052_drafts_end_unused")]
    operations = [migrations.RunPython(allow, migrations.RunPython.noop)]
