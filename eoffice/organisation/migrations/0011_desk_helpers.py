"""A duty for positions that help a leader's desk."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0010_mandate_giver'),
    ]

    operations = [
        migrations.AlterField(
            model_name='position',
            name='duties',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('drafter', 'Drafter'), ('signatory', 'Signatory'), ('leader', 'Leader'), ('record_clerk', 'Record clerk'), ('archivist', 'Archivist'), ('admin', 'Administrator'), ('auditor', 'Auditor'), ('desk_helper', 'Desk helper of a leader')], max_length=20), blank=True, default=list, size=None, verbose_name='duties'),
        ),
    ]
