"""Drafts of dispositions that helpers prepare."""

import django.db.models.deletion
import eoffice.identifiers
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0011_desk_helpers'),
        ('workflow', '0028_gates'),
    ]

    operations = [
        migrations.CreateModel(
            name='PreparedDisposition',
            fields=[
                ('id', models.UUIDField(default=eoffice.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('content', models.JSONField(verbose_name='content')),
                ('prepared_at', models.DateTimeField(auto_now=True, verbose_name='prepared at')),
                ('is_open', models.BooleanField(default=True, verbose_name='waits for the leader')),
                ('row_version', models.PositiveIntegerField(default=1, editable=False)),
                ('desk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='prepared_dispositions', to='organisation.position')),
                ('incoming', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='prepared', to='workflow.incomingletter')),
                ('issued', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='prepared', to='workflow.disposition')),
                ('prepared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.official')),
                ('prepared_position', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.position')),
            ],
            options={
                'verbose_name': 'prepared disposition',
                'verbose_name_plural': 'prepared dispositions',
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_open', True)), fields=('incoming',), name='one_prepared_disposition_per_letter')],
            },
        ),
    ]
