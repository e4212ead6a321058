from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0004_import_drafts_and_grants'),
    ]

    operations = [
        migrations.AddField(
            model_name='importdraft',
            name='job_id',
            field=models.UUIDField(null=True, unique=True, verbose_name='job'),
        ),
        migrations.AddField(
            model_name='importdraft',
            name='faults',
            field=models.JSONField(default=list, verbose_name='faults'),
        ),
    ]
