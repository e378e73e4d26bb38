from django.db import migrations, models

from pejlemaerke.core.found import fill_folded
from pejlemaerke.core.immutable import lift, refuse_additions, refuse_updates

# What is settled or concluded refuses every change, and SQLite rebuilds a table to add a column: each step is lifted
# while the words are filled in, and repeated.
POINTS = refuse_updates("meetings_decidedpoint", once="OLD.settled")
NO_MORE_POINTS = refuse_additions(
    "meetings_decidedpoint", whole="meetings_agendaitem", through="item_id", finished="whole.settled"
)
MED_ITEMS = refuse_updates("meetings_meditem", once="OLD.state = 'concluded'")


def add_folded(model: str) -> migrations.AddField:
    return migrations.AddField(
        model_name=model, name="folded", field=models.TextField(default="", editable=False)
    )


class Migration(migrations.Migration):
    dependencies = [("meetings", "0004_word_for_minutes")]

    operations = [
        add_folded("memo"),
        fill_folded("meetings", "Memo", "title"),
        lift(POINTS),
        lift(NO_MORE_POINTS),
        add_folded("decidedpoint"),
        fill_folded("meetings", "DecidedPoint", "text"),
        POINTS,
        NO_MORE_POINTS,
        lift(MED_ITEMS),
        add_folded("meditem"),
        fill_folded("meetings", "MedItem", "title", "text"),
        MED_ITEMS,
    ]
