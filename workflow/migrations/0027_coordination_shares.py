"""Shares of dispositions that ask a peer for joint work."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('workflow', '0026_correct_letter_types'),
    ]

    operations = [
        migrations.AddField(
            model_name='dispositionreceiver',
            name='is_coordination',
            field=models.BooleanField(default=False, verbose_name='koordinasi'),
        ),
    ]
