from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0003_date_of_memo_and_finished_wholes"),
    ]

    operations = [
        migrations.AlterModelOptions(name="minutes", options={"verbose_name": "minutes"}),
    ]
