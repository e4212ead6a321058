"""What the mail beside a notification may say; older lines stay without words."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notifications", "0002_mailed_at_and_unread")]

    operations = [
        migrations.AddField(
            model_name="notification",
            name="by",
            field=models.CharField(
                blank=True, default="", max_length=200, verbose_name="from whom"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="notification",
            name="due_on",
            field=models.DateField(blank=True, null=True, verbose_name="due on"),
        ),
        migrations.AddField(
            model_name="notification",
            name="is_plain",
            field=models.BooleanField(
                default=False, verbose_name="may be mailed in words"
            ),
        ),
    ]
