"""One object of every kind that an address can name, in one organisation, for tests that walk the resolver."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from pejlemaerke.briefs.tests import factories as make
from pejlemaerke.documents.models import StoredFile
from pejlemaerke.initiatives import actions as initiatives
from pejlemaerke.initiatives.tests.factories import decided
from pejlemaerke.mail.models import Letter
from pejlemaerke.meetings import actions as meeting_actions
from pejlemaerke.meetings.tests import factories as bodies
from pejlemaerke.meetings.tests import factories as meetings
from pejlemaerke.organisation.models import OrganisationImport
from pejlemaerke.organisation.tests import factories as people
from pejlemaerke.plans.models import PlanStart
from pejlemaerke.plans.tests import factories as plans


@dataclass(frozen=True)
class Page:
    """An address of ours: its name, its route and the parameters it takes."""

    name: str
    route: str
    parameters: tuple[str, ...]


def pages() -> list[Page]:
    """Every page whose view is ours, from the resolver as it stands."""
    return sorted(_walk(get_resolver(), "", ""), key=lambda page: (page.name, page.route))


def _walk(resolver: URLResolver, route: str, space: str) -> Iterator[Page]:
    for pattern in resolver.url_patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, here, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern) and pattern.callback.__module__.startswith("pejlemaerke."):
            yield Page(f"{space}{pattern.name}", here, tuple(pattern.pattern.converters))


class World:
    """What stands behind each noun of an address: "backbriefs/<uuid:key>/" is `self.nouns["backbriefs"]`."""

    def __init__(self) -> None:
        at = self.line = make.line()
        self.administrator = people.person("Otto", "Brix", at.top)
        make.role(self.administrator, "administrator", at.top)
        make.role(self.administrator, "programme_office", at.top)
        self.backbrief = make.backbrief("accepted", at)
        make.actions.open_revision(
            self.backbrief, kind="phase", phase="2", by=make.by(at.sara), now=make.later()
        )
        make.send(self.backbrief, at.sara, make.later())
        make.actions.withdraw_backbrief(self.backbrief, by=make.by(at.sara), now=make.later())
        type(self.backbrief).objects.filter(pk=self.backbrief.pk).update(due=make.DUE)
        make.actions.name_co_writer(self.backbrief, at.ali, by=make.by(at.sara), now=make.NOW)
        file = StoredFile.keep(b"x", name="a.csv", kind="csv", organisation=at.organisation, now=make.NOW)
        type(at.initiative).objects.filter(pk=at.initiative.pk).update(decided_file=file)
        brought = OrganisationImport.objects.create(
            organisation=at.organisation, state="read", file=file, brought_by=self.administrator.pk,
            brought_at=make.NOW, day=make.TODAY,
        )  # fmt: skip
        risk = initiatives.add_risk(at.initiative, title="Ferien", by=make.by(at.karin), now=make.NOW)
        group = initiatives.form_group(
            at.initiative,
            name="Gruppen",
            members=[at.ali],
            by=make.by(at.karin),
            now=make.NOW,
            today=make.TODAY,
        )
        (point,) = decided(meetings.body(), {})
        body = bodies.Body(
            organisation=at.organisation, top=at.top, nord=at.nord, lmu=at.lmu, karin=at.karin, per=at.kurt,
            mette=at.mette, hanne=self.administrator, sara=at.sara, ida=at.ida, ali=at.ali,
            committee=people.committee("Chefteam", at.top, purpose="management"),
        )  # fmt: skip
        people.seat(body.committee, at.karin, "management", "chair")
        people.seat(body.committee, at.mette, "management")
        memo = bodies.memo("draft", body)
        attached = meeting_actions.attach(memo, file, "Bilag", by=make.by(at.sara), now=make.NOW)
        meeting_actions.send_memo(memo, by=make.by(at.sara), now=make.NOW)
        held = bodies.minutes("approved", body, memos=[memo]).meeting
        item = held.items.get()
        plan = plans.plan("begun", at)
        PlanStart.objects.create(organisation=at.organisation, initiative=at.initiative, begun_at=make.NOW)
        self.nouns: dict[str, Any] = {
            "plans": plan.pk,
            "stages": "phase-1",
            "checklists": "everyone-in",
            "activities": plan.activities.get().pk,
            "papers": plans.paper("writing", plan).pk,
            "new/kind": "evaluation",
            "new/stage": "phase-1",
            "services": plans.service(at.nord, "Bad", at.sara).pk,
            "proposals": plans.proposal(plan, at.ali).pk,
            "memos": memo.pk,
            "sections": "background",
            "attachments": attached.pk,
            "meetings": held.pk,
            "minutes": held.minutes.pk,
            "agenda": item.pk,
            "record": item.pk,
            "points": item.points.first().pk,
            "decisions": item.points.first().pk,
            "med-items": bodies.med_item("planned", body).pk,
            "initiatives": at.initiative.pk,
            "risks": risk.pk,
            "risks/form": "csv",
            "groups": group.pk,
            "from": point.pk,
            "briefs": at.area_brief.pk,
            "backbriefs": self.backbrief.pk,
            "revisions": self.backbrief.accepted.number,
            "write": "stop",
            "co-writers": at.ali.pk,
            "subtasks": "a",
            "line": "csv",
            "trail": "briefs.backbrief",
            "trail/key": self.backbrief.pk,
            "mail": Letter.objects.create(
                organisation=at.organisation,
                to="a@testby.example",
                subject="x",
                body="x",
                language="da",
                state=Letter.State.FAILED,
                message_id="<a@testby.example>",
                queued_at=make.NOW,
                next_try_at=make.NOW,
            ).pk,
            "units": at.nord.pk,
            "people": at.ali.pk,
            "committees": at.lmu.pk,
            "imports": brought.pk,
            "imports/form": "csv",
            "substitutes": make.substitution(at.sara, at.ali).pk,
            "roles": at.sara.roles.get().pk,
            "kinds": at.lmu.kind_id,
            "seats": at.lmu.seats.get().pk,
        }

    def parameters(self, page: Page) -> dict[str, Any]:
        """A value for each parameter, by the noun before it; KeyError names what nobody has made yet."""
        found = {}
        before = ""
        for part in page.route.split("/"):
            named = re.search(r"<(?:\w+:)?(\w+)>", part)
            if named is None:
                before = part or before
            elif f"{before}/{named.group(1)}" in self.nouns:
                found[named.group(1)] = self.nouns[f"{before}/{named.group(1)}"]
            else:
                found[named.group(1)] = self.nouns[before]
        if set(found) != set(page.parameters):
            raise KeyError(f"{page.name}: {page.route}")
        return found

    def insiders(self) -> list[Any]:
        """People of the organisation who between them may see everything."""
        at = self.line
        return [self.administrator, at.sara, at.mette, at.karin, at.ida]
