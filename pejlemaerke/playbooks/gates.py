"""What must be in place before a stage opens. Imports no Django."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pejlemaerke.playbooks.activities import Activity, Where
from pejlemaerke.playbooks.checklists import Checklist
from pejlemaerke.playbooks.order import Order
from pejlemaerke.playbooks.texts import Contradiction, Key, Part, all_there


class Gate(Part):
    """All of it must be met: for each workplace by itself, or once for all where `scope` is "central".

    `checklists` are answered, `med_items` concluded and `activities` held. `evaluations` are stages whose
    process evaluation is written; `sketches` are stages whose sketch of what follows has been presented. With
    `approval` those the playbook names under "approval" have said yes to the plan.
    """

    scope: Where = "local"
    checklists: tuple[Key, ...] = ()
    med_items: tuple[Key, ...] = ()
    evaluations: tuple[Key, ...] = ()
    sketches: tuple[Key, ...] = ()
    activities: tuple[Key, ...] = ()
    approval: bool = False

    def contradictions(
        self,
        stage: str,
        order: Order,
        activities: Mapping[str, Activity],
        checklists: Mapping[str, Checklist],
        *,
        is_approved: bool,
    ) -> Iterator[Contradiction]:
        """What the gate of `stage` waits for and never gets. `is_approved`: the playbook says who says yes."""
        if self.approval and not is_approved:
            yield Contradiction(("approval",), "nobody_approves")
        yield from all_there(("checklists",), "checklist", self.checklists, checklists)
        yield from all_there(("med_items",), "activity", self.med_items, activities)
        yield from all_there(("activities",), "activity", self.activities, activities)
        for place, key in enumerate(self.med_items):
            if key in activities and activities[key].kind != "med_item":
                yield Contradiction(("med_items", place), "not_med_item", {"activity": key})
        homes = {key: activity.stage for key, activity in activities.items()}
        own = {key: checklist.stage for key, checklist in checklists.items()}
        yield from _later("checklists", self.checklists, own, stage, order, own_too=True)
        yield from _later("med_items", self.med_items, homes, stage, order, own_too=True)
        yield from _later("activities", self.activities, homes, stage, order)
        for name in ("evaluations", "sketches"):
            keys: tuple[str, ...] = getattr(self, name)
            yield from all_there((name,), "stage", keys, order.follows)
            for place, key in enumerate(keys):
                if key == stage:
                    yield Contradiction((name, place), "gate_waits_for_itself")
            others = {key: key for key in order.follows if key != stage}
            yield from _later(name, keys, others, stage, order)


def _later(
    name: str,
    keys: tuple[str, ...],
    stages: Mapping[str, str],
    stage: str,
    order: Order,
    *,
    own_too: bool = False,
) -> Iterator[Contradiction]:
    """One contradiction for each key whose stage does not come before `stage` (nor, if allowed, is it)."""
    for place, key in enumerate(keys):
        home = stages.get(key)
        if home is None or home not in order.follows or (own_too and home == stage):
            continue
        if not order.precedes(home, stage):
            yield Contradiction((name, place), "gate_names_later", {"key": key, "stage": home})
