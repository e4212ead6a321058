"""Versions of letter types, and the version each letter was made under."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import eoffice.identifiers
import workflow.letter_types.models
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0011_desk_helpers'),
        ('workflow', '0043_bodies_as_blocks'),
    ]

    operations = [
        migrations.CreateModel(
            name='LetterTypeVersion',
            fields=[
                ('id', models.UUIDField(default=eoffice.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('state', models.CharField(choices=[('draft', 'being written'), ('active', 'active'), ('retired', 'retired')], default='draft', max_length=10, verbose_name='state')),
                ('valid_from_on', models.DateField(blank=True, null=True, verbose_name='valid from')),
                ('valid_to_on', models.DateField(blank=True, null=True, verbose_name='valid to')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('purpose', models.CharField(blank=True, max_length=200, verbose_name='what it is for')),
                ('family', models.CharField(max_length=40, verbose_name='family')),
                ('subfamily', models.CharField(blank=True, max_length=40, verbose_name='sub-family')),
                ('scope', models.CharField(max_length=40, verbose_name='scope')),
                ('letterhead', models.CharField(blank=True, max_length=40, verbose_name='letterhead')),
                ('layout', models.CharField(max_length=40, verbose_name='page layout')),
                ('title', models.CharField(blank=True, max_length=200, verbose_name='title on the page')),
                ('number_style', models.CharField(blank=True, max_length=40, verbose_name='number style')),
                ('number_pattern', models.CharField(blank=True, max_length=120, verbose_name='number pattern')),
                ('default_classification', models.CharField(blank=True, max_length=40, verbose_name='default classification')),
                ('default_class', models.CharField(choices=[('biasa', 'Ordinary'), ('terbatas', 'Restricted'), ('rahasia', 'Confidential'), ('sangat_rahasia', 'Secret')], default='biasa', max_length=15, verbose_name='security class at the start')),
                ('signer_kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None)),
                ('signer_titles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), blank=True, default=list, size=None)),
                ('forms', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=5), default=workflow.letter_types.models.all_forms, size=None)),
                ('fields', models.JSONField(default=list, verbose_name='fields')),
                ('blocks', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), default=list, size=None)),
                ('start', models.JSONField(default=list, verbose_name='body at the start')),
                ('example', models.JSONField(default=dict, verbose_name='example')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason or basis')),
                ('ended_reason', models.CharField(blank=True, max_length=300, verbose_name='why it ended')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='ended at')),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.official')),
                ('written_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='written at')),
                ('letter_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='workflow.lettertype')),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.official')),
            ],
            options={
                'verbose_name': 'version of a letter type',
                'verbose_name_plural': 'versions of letter types',
                'ordering': ['letter_type', '-number'],
            },
        ),
        migrations.AddField(
            model_name='letter',
            name='type_version',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='workflow.lettertypeversion'),
        ),
        migrations.AddConstraint(
            model_name='lettertypeversion',
            constraint=models.UniqueConstraint(fields=('letter_type', 'number'), name='one_type_version_per_number'),
        ),
        migrations.AddConstraint(
            model_name='lettertypeversion',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('letter_type',), name='one_version_of_a_type_is_being_written'),
        ),
    ]
