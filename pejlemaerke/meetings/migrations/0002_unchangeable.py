from django.db import migrations

from pejlemaerke.core.immutable import refuse_updates


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial")]

    operations = [
        refuse_updates("meetings_memorevision"),
        refuse_updates("meetings_correction"),
        refuse_updates("meetings_agendaitem", once="OLD.settled"),
        refuse_updates("meetings_decidedpoint", once="OLD.settled"),
        refuse_updates("meetings_minutes", once="OLD.state = 'approved'"),
    ]
