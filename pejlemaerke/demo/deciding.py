"""What bodies are asked to decide, how they meet, and what they decide."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from django.utils import timezone

from pejlemaerke.core.actor import Actor
from pejlemaerke.meetings import actions as meetings
from pejlemaerke.meetings import rules
from pejlemaerke.meetings.models import AgendaItem, DecidedPoint, MedItem, Meeting, Memo
from pejlemaerke.organisation.access import Scope

from .meeting_texts import CorrectionText, ItemText, MeetingText, MemoText
from .stage import Act, Do, Stage

#: States of a meeting in the texts, in the order they are reached.
REACHED = ("draft", "called", "in_progress", "read_through", "approved")


class Deciding(Stage):
    # -- memos

    def _of_memo(self, text: MemoText) -> Iterator[Act]:
        def write(now: datetime) -> None:
            scope = self.town.scope(text.author, now)
            rules.may_write_memos(scope).or_raise()
            self.memos[text.key] = meetings.create_memo(
                committee=self.town.committees[text.committee], title=text.title, content=text.content,
                responsible=self.town.people[text.responsible_person] if text.responsible_person else None,
                by=scope.actor(), now=now,
            )  # fmt: skip

        def send(now: datetime) -> None:
            scope, memo = self.town.scope(text.author, now), self._memo(text.key)
            rules.may_send_memo(scope, memo).or_raise()
            meetings.send_memo(memo, by=scope.actor(), now=now)

        yield text.written, write
        if text.sent is not None:
            yield text.sent, send

    def _memo(self, key: str) -> Memo:
        return Memo.objects.select_related("committee__unit", "made_by", "current").get(pk=self.memos[key].pk)

    # -- meetings

    def _of_meeting(self, text: MeetingText) -> Iterator[Act]:
        reached = REACHED.index(text.state)
        yield text.prepared, self._prepare(text)
        # Papers are in when the meeting is called, and no sooner.
        yield text.called or text.prepared, self._fill_agenda(text)
        if reached >= REACHED.index("called"):
            yield text.called, self._run(text, "may_call", meetings.call_meeting)
        if reached >= REACHED.index("in_progress"):
            yield text.day, self._run(text, "may_begin", meetings.open_meeting)
            yield text.day, self._record(text)
        if reached >= REACHED.index("read_through"):
            yield text.day, self._run(text, "may_close", meetings.close_meeting)
            yield text.minutes_sent, self._send_minutes(text)
            yield from ((each.day, self._correct(text, each)) for each in text.corrections)
        if text.state == "approved":
            yield text.approved, self._approve(text)

    def _meeting(self, key: str) -> Meeting:
        found = Meeting.objects.select_related("committee__unit", "committee__kind", "secretary", "minutes")
        return found.get(pk=self.meetings[key].pk)

    def _secretary(self, text: MeetingText, now: datetime) -> tuple[Scope, Actor]:
        scope = self.town.scope(text.secretary, now)
        return scope, scope.actor()

    def _prepare(self, text: MeetingText) -> Do:
        def do(now: datetime) -> None:
            scope, by = self._secretary(text, now)
            committee = self.town.committees[text.committee]
            rules.prepares(scope, committee).or_raise()
            day, zone = self._due(text.day), timezone.get_current_timezone()
            starts, ends = (
                datetime.combine(day, time.fromisoformat(clock), tzinfo=zone)
                for clock in (text.starts, text.ends)
            )
            self.meetings[text.key] = meetings.create_meeting(
                committee=committee, starts_at=starts, ends_at=ends, place=text.place,
                secretary=self.town.people[text.secretary], by=by, now=now,
            )  # fmt: skip

        return do

    def _fill_agenda(self, text: MeetingText) -> Do:
        def do(now: datetime) -> None:
            scope, by = self._secretary(text, now)
            meeting = self._meeting(text.key)
            rules.may_prepare(scope, meeting).or_raise()
            for item in text.items:
                meetings.add_item(
                    meeting, title=item.title, text=item.text, memo=self._memo(item.memo) if item.memo else None,
                    med_item=self._med_item(item.med) if item.med else None, by=by, now=now,
                )  # fmt: skip

        return do

    def _med_item(self, key: str) -> MedItem:
        return MedItem.objects.select_related("committee__unit", "decides_at").get(pk=self.med_items[key].pk)

    def _run(self, text: MeetingText, rule: str, action: object) -> Do:
        def do(now: datetime) -> None:
            scope, by = self._secretary(text, now)
            meeting = self._meeting(text.key)
            getattr(rules, rule)(scope, meeting).or_raise()
            action(meeting, by=by, now=now)  # type: ignore[operator]

        return do

    def _record(self, text: MeetingText) -> Do:
        def do(now: datetime) -> None:
            scope, by = self._secretary(text, now)
            meeting = self._meeting(text.key)
            rules.may_record(scope, meeting).or_raise()
            meetings.record_present(meeting, text.present, by=by, now=now)
            items = AgendaItem.objects.filter(meeting=meeting).select_related("meeting", "revision")
            for said, item in zip(text.items, items.order_by("position"), strict=True):
                self._record_item(text, said, item, by, now)

        return do

    def _record_item(
        self, text: MeetingText, said: ItemText, item: AgendaItem, by: Actor, now: datetime
    ) -> None:
        for point in said.points:
            made = meetings.record_point(
                item, text=point.text, heading=point.heading, asked=point.asked, answer=point.answer,
                period_text=point.period, audience=point.audience, who=point.who, by=by, now=now,
            )  # fmt: skip
            if point.key:
                self.points[text.key, point.key] = made
        outcome = "" if said.untreated else "treated"
        meetings.record_outcome(item, discussed=said.discussed, outcome=outcome, by=by, now=now)

    def _send_minutes(self, text: MeetingText) -> Do:
        def do(now: datetime) -> None:
            scope, by = self._secretary(text, now)
            minutes = self._meeting(text.key).minutes
            rules.may_send_minutes(scope, minutes).or_raise()
            meetings.send_minutes(minutes, read_by=self._due(text.read_by), by=by, now=now)

        return do

    def _correct(self, text: MeetingText, said: CorrectionText) -> Do:
        def do(now: datetime) -> None:
            scope, minutes = self.town.scope(said.by, now), self._meeting(text.key).minutes
            rules.may_correct(scope, minutes).or_raise()
            meetings.add_correction(minutes, said.text, by=scope.actor(), now=now)

        return do

    def _approve(self, text: MeetingText) -> Do:
        """The chair does, for the body."""
        chair = next(each for each in self.demo.committees if each.key == text.committee).seats[0].person

        def do(now: datetime) -> None:
            scope, minutes = self.town.scope(chair, now), self._meeting(text.key).minutes
            rules.may_approve(scope, minutes).or_raise()
            meetings.approve_minutes(
                minutes, by=scope.actor(f"chair:{minutes.meeting.committee_id}"), now=now
            )

        return do

    def _point(self, meeting: str, key: str) -> DecidedPoint:
        """As it stands now that the meeting is over."""
        return DecidedPoint.objects.get(pk=self.points[meeting, key].pk)
