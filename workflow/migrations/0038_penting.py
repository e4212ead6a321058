from django.db import migrations, models

URGENCY = models.CharField(
    choices=[
        ("biasa", "Normal"),
        ("penting", "Important"),
        ("segera", "Urgent"),
        ("sangat_segera", "Very urgent"),
    ],
    default="biasa",
    max_length=15,
    verbose_name="urgency",
)


class Migration(migrations.Migration):
    dependencies = [("workflow", "0037_fill_sight_of_dispositions")]
    operations = [
        migrations.AlterField("incomingletter", "urgency", URGENCY),
        migrations.AlterField("letter", "urgency", URGENCY.clone()),
    ]
