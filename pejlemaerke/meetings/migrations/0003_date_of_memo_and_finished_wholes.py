from django.db import migrations, models

from pejlemaerke.core.immutable import refuse_additions, refuse_updates


class Migration(migrations.Migration):
    dependencies = [("meetings", "0002_unchangeable")]

    operations = [
        migrations.AddField(
            model_name="memo",
            name="date_text",
            field=models.CharField(blank=True, max_length=80, default=""),
            preserve_default=False,
        ),
        refuse_updates("meetings_meeting", once="OLD.state = 'closed'"),
        refuse_updates("meetings_meditem", once="OLD.state = 'concluded'"),
        refuse_additions(
            "meetings_agendaitem", whole="meetings_meeting", through="meeting_id",
            finished="whole.state = 'closed'",
        ),
        refuse_additions(
            "meetings_decidedpoint", whole="meetings_agendaitem", through="item_id", finished="whole.settled",
        ),
        refuse_additions(
            "meetings_correction", whole="meetings_minutes", through="minutes_id",
            finished="whole.state = 'approved'",
        ),
    ]  # fmt: skip
