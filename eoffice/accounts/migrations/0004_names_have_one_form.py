"""The database keeps account names in their normal form, each once."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_normal_names")]

    operations = [
        migrations.AlterField(
            "user",
            "username",
            models.CharField(
                error_messages={"unique": "This account name is taken."},
                max_length=150,
                unique=True,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[a-z0-9][a-z0-9._-]*$",
                        "An account name has letters a to z, digits, dot, dash or underscore.",
                        code="wrong_form",
                    )
                ],
                verbose_name="account name",
            ),
        ),
        migrations.AddConstraint(
            "user",
            models.CheckConstraint(
                condition=models.Q(username__regex="^[a-z0-9][a-z0-9._-]*$"),
                name="account_name_has_its_normal_form",
            ),
        ),
    ]
