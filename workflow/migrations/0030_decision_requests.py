"""Applications for a decision, with the day that the law sets."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('workflow', '0029_desk_helpers'),
    ]

    operations = [
        migrations.AddField(
            model_name='incomingletter',
            name='decision_due_on',
            field=models.DateField(null=True, verbose_name='decision due by law'),
        ),
        migrations.AddField(
            model_name='incomingletter',
            name='decision_request',
            field=models.BooleanField(default=False, verbose_name='application for a decision'),
        ),
    ]
