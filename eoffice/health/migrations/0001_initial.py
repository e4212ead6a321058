from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name='Proof',
            fields=[
                ('name', models.CharField(max_length=60, primary_key=True, serialize=False, verbose_name='name')),
                ('proved_at', models.DateTimeField(null=True, verbose_name='proved at')),
                ('faults', models.PositiveIntegerField(default=0, verbose_name='faults')),
                ('remarks', models.PositiveIntegerField(default=0, verbose_name='to be looked at')),
                ('findings', models.JSONField(default=list, verbose_name='findings')),
                ('broken_since', models.DateTimeField(null=True, verbose_name='broken since')),
            ],
            options={
                'verbose_name': 'proof',
                'verbose_name_plural': 'proofs',
            },
        ),
    ]
