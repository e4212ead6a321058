"""The register of mandates: who may sign what in whose name, from when to when."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import eoffice.identifiers


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0010_mandate_giver"),
        ("workflow", "0017_agenda_entries"),
    ]

    operations = [
        migrations.CreateModel(
            name='SigningMandate',
            fields=[
                ('id', models.UUIDField(default=eoffice.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('letter_types', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, help_text='Empty: every type.', size=None, verbose_name='letter types')),
                ('codes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, help_text='With all codes below them. Empty: every code.', size=None, verbose_name='classification codes')),
                ('forms', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('own', 'In own authority'), ('an', 'a.n. (by mandate of the superior)'), ('ub', 'u.b. (mandate passed on)'), ('plt', 'Plt.'), ('plh', 'Plh.'), ('pj', 'Pj.')], max_length=5), size=None, verbose_name='forms')),
                ('from_on', models.DateField(verbose_name='from')),
                ('to_on', models.DateField(blank=True, null=True, verbose_name='to')),
                ('basis', models.CharField(max_length=200, verbose_name='basis')),
                ('entered_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='entered at')),
                ('ended_at_once', models.BooleanField(default=False, editable=False)),
                ('ended_at', models.DateTimeField(editable=False, null=True, verbose_name='ended at')),
                ('end_reason', models.CharField(blank=True, max_length=200, verbose_name='reason of the end')),
                ('ended_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.official')),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.official')),
                ('giver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mandates_given', to='organisation.position', verbose_name='giver')),
                ('receiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mandates_received', to='organisation.position', verbose_name='receiver')),
            ],
            options={
                'verbose_name': 'mandate',
                'verbose_name_plural': 'mandates',
                'ordering': ['receiver__code', 'from_on', 'id'],
                'indexes': [models.Index(fields=['receiver', 'from_on'], name='mandates_by_receiver')],
                'constraints': [models.CheckConstraint(condition=models.Q(('giver', models.F('receiver')), _negated=True), name='mandate_is_given_to_another'), models.CheckConstraint(condition=models.Q(('to_on__isnull', True), ('to_on__gte', models.F('from_on')), _connector='OR'), name='mandate_ends_after_it_begins')],
            },
        ),
    ]
