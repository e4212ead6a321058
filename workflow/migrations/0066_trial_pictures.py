import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('workflow', '0065_reading_views'),
    ]

    operations = [
        migrations.CreateModel(
            name='RefusedPicture',
            fields=[
                ('sha256', models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name='SHA-256')),
                ('refused_at', models.DateTimeField(auto_now_add=True, verbose_name='refused at')),
            ],
            options={
                'verbose_name': 'refused picture',
                'verbose_name_plural': 'refused pictures',
            },
        ),
        migrations.AddField(
            model_name='drawnpicture',
            name='made_at',
            field=models.DateTimeField(auto_now_add=True, default=django.utils.timezone.now, verbose_name='made at'),
            preserve_default=False,
        ),
    ]
