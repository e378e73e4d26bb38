from django.db import migrations

from pejlemaerke.core.immutable import refuse_updates


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial")]

    operations = [refuse_updates("record_event")]
