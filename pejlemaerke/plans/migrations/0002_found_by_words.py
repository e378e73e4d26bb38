from django.db import migrations, models

from pejlemaerke.core.found import fill_folded


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="activity", name="folded", field=models.TextField(default="", editable=False)
        ),
        fill_folded("plans", "Activity", "title", "text"),
    ]
