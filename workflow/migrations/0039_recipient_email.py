"""The e-mail of somebody outside, as the drafter gives it: for those who send."""

from django.db import migrations

import eoffice.crypto_fields


class Migration(migrations.Migration):
    """Add the column; a release that does not know it writes it empty."""

    dependencies = [("workflow", "0038_penting")]

    operations = [
        migrations.AddField(
            model_name="letterrecipient",
            name="email",
            field=eoffice.crypto_fields.EncryptedTextField(
                blank=True, db_default="", default="", verbose_name="e-mail"
            ),
        ),
    ]
