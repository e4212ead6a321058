"""Gates before leaders' desks: where a letter waits, for whom, and why."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0010_mandate_giver'),
        ('workflow', '0027_coordination_shares'),
    ]

    operations = [
        migrations.AddField(
            model_name='incomingletter',
            name='gate_for',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='letters_at_gate', to='organisation.position', verbose_name='waits for the desk of'),
        ),
        migrations.AddField(
            model_name='incomingletter',
            name='gate_opens',
            field=models.BooleanField(default=False, verbose_name='keeper may read it'),
        ),
        migrations.AddField(
            model_name='incomingletter',
            name='gate_reason',
            field=models.CharField(blank=True, choices=[('kept', 'Through the gate'), ('passes', "Past the gate, by the office's rule"), ('to_secretary', 'Through the secretary: the gate has no keeper'), ('vacant', 'Straight: the gate has no keeper')], max_length=15, verbose_name='way to the desk'),
        ),
        migrations.AlterField(
            model_name='agendaevent',
            name='kind',
            field=models.CharField(choices=[('amended', 'Entry corrected'), ('duplicate_accepted', 'Registered in spite of a likeness'), ('pages_turned', 'Pages turned'), ('gate_passed', "Passed on to the leader's desk"), ('split', 'Scan split into several letters')], max_length=20, verbose_name='kind'),
        ),
    ]
