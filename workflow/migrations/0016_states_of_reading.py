"""How far the machine is with a file, and where text comes from: known values alone."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('objects', '0005_rolling_proof'),
        ('workflow', '0015_delivery_names_its_entry'),
    ]

    operations = [
        migrations.AlterField(
            model_name='incomingfile',
            name='reading_state',
            field=models.CharField(choices=[('queued', 'Queued'), ('working', 'Working'), ('done', 'Done'), ('failed', 'Failed')], default='queued', max_length=12, verbose_name='reading'),
        ),
        migrations.AlterField(
            model_name='incomingfile',
            name='text_source',
            field=models.CharField(blank=True, choices=[('none', 'None'), ('embedded', 'Embedded'), ('ocr', 'Ocr')], max_length=10, verbose_name='source of the text'),
        ),
        migrations.AlterField(
            model_name='pagetext',
            name='source',
            field=models.CharField(choices=[('none', 'None'), ('embedded', 'Embedded'), ('ocr', 'Ocr')], max_length=10),
        ),
        migrations.AlterField(
            model_name='proposal',
            name='state',
            field=models.CharField(choices=[('queued', 'Queued'), ('working', 'Working'), ('ready', 'Ready'), ('failed', 'Failed')], default='queued', max_length=10),
        ),
        migrations.AlterField(
            model_name='proposal',
            name='text_source',
            field=models.CharField(choices=[('none', 'None'), ('embedded', 'Embedded'), ('ocr', 'Ocr')], default='none', max_length=10),
        ),
        migrations.AddConstraint(
            model_name='incomingfile',
            constraint=models.CheckConstraint(condition=models.Q(('reading_state__in', ['queued', 'working', 'done', 'failed'])), name='file_is_read_in_known_states'),
        ),
        migrations.AddConstraint(
            model_name='incomingfile',
            constraint=models.CheckConstraint(condition=models.Q(('text_source__in', ['', 'none', 'embedded', 'ocr'])), name='file_has_a_known_text_source'),
        ),
        migrations.AddConstraint(
            model_name='pagetext',
            constraint=models.CheckConstraint(condition=models.Q(('source__in', ['none', 'embedded', 'ocr'])), name='page_has_a_known_text_source'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'working', 'ready', 'failed'])), name='proposal_is_in_a_known_state'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(('text_source__in', ['none', 'embedded', 'ocr'])), name='proposal_has_a_known_text_source'),
        ),
    ]
