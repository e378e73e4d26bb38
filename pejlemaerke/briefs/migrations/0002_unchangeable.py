from django.db import migrations

from pejlemaerke.core.immutable import refuse_updates


class Migration(migrations.Migration):
    dependencies = [("briefs", "0001_initial")]

    operations = [
        refuse_updates("briefs_briefrevision"),
        refuse_updates("briefs_revision"),
        refuse_updates("briefs_review"),
    ]
