import django.db.models.deletion
import eoffice.identifiers
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0015_grants_to_read"),
        ("organisation", "0012_absences"),
    ]

    operations = [
        migrations.CreateModel(
            name="AppraisalSheet",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=eoffice.identifiers.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "brought_at",
                    models.DateTimeField(auto_now_add=True, verbose_name="brought at"),
                ),
                (
                    "name",
                    models.CharField(max_length=255, verbose_name="name of the file"),
                ),
                (
                    "sha256",
                    models.CharField(max_length=64, verbose_name="hash of the file"),
                ),
                ("words", models.JSONField(default=list, editable=False)),
                ("unread", models.JSONField(default=list, editable=False)),
                ("silent", models.JSONField(default=list, editable=False)),
                (
                    "taken_at",
                    models.DateTimeField(null=True, verbose_name="taken over at"),
                ),
                (
                    "brought_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.official",
                    ),
                ),
                (
                    "destruction_list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="archive.destructionlist",
                    ),
                ),
            ],
            options={
                "verbose_name": "filled sheet of a destruction list",
                "verbose_name_plural": "filled sheets of destruction lists",
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("taken_at__isnull", True)),
                        fields=("destruction_list", "brought_by"),
                        name="one_untaken_sheet_per_person_and_list",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("taken_at__isnull", True),
                            models.Q(("silent", []), ("unread", []), ("words", [])),
                            _connector="OR",
                        ),
                        name="taken_sheet_keeps_its_hash_alone",
                    ),
                ],
            },
        ),
    ]
