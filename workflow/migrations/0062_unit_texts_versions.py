"""Texts of units count their changes, and name the kinds of block in them."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('workflow', '0061_initials_kept'),
    ]

    operations = [
        migrations.AddField(
            model_name='unittext',
            name='parts',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), default=list, editable=False, size=None),
        ),
        migrations.AddField(
            model_name='unittext',
            name='row_version',
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
    ]
