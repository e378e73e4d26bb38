"""Up the line: what each workplace wrote, sent and was answered, and what others said of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import replace
from datetime import datetime

from pejlemaerke.briefs import actions as briefs
from pejlemaerke.briefs import rules, sections
from pejlemaerke.briefs.content import Content
from pejlemaerke.briefs.models import Backbrief, Revision, Section, SubtaskLife
from pejlemaerke.core.actor import Actor
from pejlemaerke.organisation.access import Scope

from .stage import Act, Do, Stage, co_writers
from .texts import Answer, BackbriefText, Comment, RevisionText, two_halves

#: A field of Content → the section of the editor that holds it.
SECTION = {name: section for section, names in sections.FIELDS.items() for name in names}


class Up(Stage):
    def _of_backbrief(self, text: BackbriefText) -> Iterator[Act]:
        if text.begun is None or text.last_seen is None:
            return
        yield text.begun, self._begin(text)
        since = text.begun
        done: set[str] = set()
        if text.still_holds is not None:
            yield text.still_holds, self._confirm(text)
        for number, revision in enumerate(text.revisions, 1):
            previous = text.revisions[number - 2] if number > 1 else None
            until = text.last_seen if revision.submitted is None else revision.submitted
            views = [view for view in text.views if since <= view.day <= until]
            said = [
                comment for comment in text.comments if comment.revision == 0 and revision.submitted is None
            ]
            if previous and previous.answer and previous.answer.kind in rules.ACCEPTING:
                opens = min([view.day for view in views] + [until]) - 5
                if revision.opened is not None:  # the sketch in the plan opens it
                    opens = revision.opened
                yield from self._ticks(text, previous, since=since, before=opens, all_done=True)
                done = {subtask.key for subtask in previous.content.subtasks}
                if revision.opened is None:
                    yield opens, self._open_next(text, revision)
                since = opens if revision.opened is None else revision.opened + 1
            # What is talked about is there when the talk begins; the last hand is laid on it at the end.
            talked = min([until, *(view.day for view in views), *(comment.day for comment in said)])
            yield max(since, talked), self._write(text, revision.content)
            for view in views:
                yield view.day, self._give_view(text, view.committee, view.text)
            for comment in said:
                yield comment.day, self._comment(text, comment)
            if until > talked:
                yield until, self._write(text, revision.content, only_last=True)
            if revision.submitted is None:
                return
            yield revision.submitted, self._submit(text)
            since = revision.submitted
            later = [comment for comment in text.comments if comment.revision == number]
            answered = revision.answer.day if revision.answer else 0
            yield from ((each.day, self._comment(text, each)) for each in later if each.day <= answered)
            if revision.answer:
                yield answered, self._answer(text, revision.answer)
                since = answered
            yield from ((each.day, self._comment(text, each)) for each in later if each.day > answered)
        latest = text.revisions[-1]
        if latest.answer and latest.answer.kind in rules.ACCEPTING:
            yield from self._ticks(text, latest, since=latest.answer.day, before=0, but=done)

    def _begin(self, text: BackbriefText) -> Do:
        def do(now: datetime) -> None:
            scope, by = self._leading(text.author, text.unit, now)
            backbrief = self._of(text)
            rules.may_lead_backbrief(scope, backbrief).or_raise()
            for key in text.co_writers:
                briefs.name_co_writer(backbrief, self.town.people[key], by=by, now=now)
            content = text.revisions[0].content if text.revisions else Content()
            self._save(backbrief, ["main_task"], content, scope, by, now)

        return do

    def _write(self, text: BackbriefText, content: Content, *, only_last: bool = False) -> Do:
        """The writer and the first co-writer share the sections; an unchanged one is not saved again."""

        def do(now: datetime) -> None:
            filled = [name for name in sections.FIELDS if sections.is_filled(content, name)]
            scope, by = self._leading(text.author, text.unit, now)
            backbrief = self._of(text)
            if only_last:
                self._save(backbrief, (filled or ["main_task"])[-1:], content, scope, by, now)
                return
            helper = self.town.scope(text.co_writers[0], now) if text.co_writers else scope
            for name in filled:
                if name in ("time_plan", "signs"):
                    self._save(
                        backbrief, [name], content, helper, helper.actor() if text.co_writers else by, now
                    )
                else:
                    self._save(backbrief, [name], content, scope, by, now)

        return do

    def _save(
        self, backbrief: Backbrief, names: list[str], content: Content, scope: Scope, by: Actor, now: datetime
    ) -> None:
        rules.may_write(scope, backbrief, co_writers(backbrief)).or_raise()
        versions = dict(Section.objects.filter(backbrief=backbrief).values_list("name", "version"))
        values = sections.split(content)
        for name in names:
            briefs.save_section(backbrief, name, values[name], version=versions.get(name, 0), by=by, now=now)

    def _submit(self, text: BackbriefText) -> Do:
        def do(now: datetime) -> None:
            scope, by = self._leading(text.author, text.unit, now)
            backbrief = self._of(text)
            rules.may_submit(scope, backbrief).or_raise()
            briefs.submit_backbrief(backbrief, by=by, now=now)

        return do

    def _answer(self, text: BackbriefText, answer: Answer) -> Do:
        def do(now: datetime) -> None:
            backbrief = self._of(text)
            scope = self.town.scope(answer.by, now)
            by = scope.actor(f"leader:{backbrief.reviewer_unit_id}")
            sent = Revision.objects.get(backbrief=backbrief, pk=str(backbrief.submitted_id))
            rules.may_review(scope, backbrief, sent, co_writers(backbrief)).or_raise()
            briefs.answer(
                backbrief, sent, answer.kind, text=answer.text,
                due=None if answer.due is None else self._due(answer.due), by=by, now=now,
            )  # fmt: skip
            if answer.new_intent:
                # Written, but not gone out yet.
                intent, in_order_to = two_halves(answer.new_intent)
                brief = self._brief(self.briefs[text.brief])
                said = replace(brief.draft_content, intent=intent, in_order_to=in_order_to)
                self._save_brief(brief, said, scope, by, now)

        return do

    def _open_next(self, text: BackbriefText, revision: RevisionText) -> Do:
        named = re.search(r"\bfase \d+", revision.note)

        def do(now: datetime) -> None:
            scope, by = self._leading(text.author, text.unit, now)
            backbrief = self._of(text)
            rules.may_open_revision(scope, backbrief).or_raise()
            briefs.open_revision(
                backbrief, kind="phase" if named else "change", phase=named[0].capitalize() if named else "",
                by=by, now=now,
            )  # fmt: skip

        return do

    def _confirm(self, text: BackbriefText) -> Do:
        def do(now: datetime) -> None:
            scope, by = self._leading(text.author, text.unit, now)
            backbrief = self._of(text)
            rules.may_confirm(scope, backbrief).or_raise()
            briefs.confirm_still_holds(backbrief, note=text.still_holds_text, by=by, now=now)

        return do

    # -- what others say

    def _comment(self, text: BackbriefText, comment: Comment) -> Do:
        """A colleague's remark is taken only where the colleague writes along: others cannot comment."""

        def do(now: datetime) -> None:
            backbrief = self._of(text)
            scope = self.town.scope(comment.by, now)
            revision = (
                Revision.objects.get(backbrief=backbrief, number=comment.revision)
                if comment.revision
                else None
            )
            voice = comment.kind
            if voice == "colleague":
                if not rules.writes(scope, backbrief, co_writers(backbrief)):
                    return
                voice = "writer"
            rules.may_comment(scope, backbrief, revision, co_writers(backbrief)).or_raise()
            owner = (
                f"leader:{backbrief.reviewer_unit_id}"
                if voice == "reviewer"
                else f"leader:{backbrief.unit_id}"
            )
            by = scope.actor(owner) if voice != "committee" else scope.actor()
            briefs.comment(
                backbrief, section=SECTION[comment.section.split(".")[0]], text=comment.text, voice=voice,
                by=by, now=now, revision=revision,
            )  # fmt: skip

        return do

    def _give_view(self, text: BackbriefText, committee: str, words: str) -> Do:
        """The staff's own vice-chair writes down what the committee agreed on."""
        row = next(each for each in self.demo.committees if each.key == committee)
        giver = next((seat.person for seat in row.seats if seat.is_vice_chair), row.seats[0].person)

        def do(now: datetime) -> None:
            backbrief = self._of(text)
            scope = self.town.scope(giver, now)
            rules.may_give_view(scope, backbrief).or_raise()
            if seat := scope.med_seat_for(backbrief.unit.path):
                briefs.give_view(backbrief, seat, words, by=scope.actor(), now=now)

        return do

    # -- subtasks

    def _ticks(
        self,
        text: BackbriefText,
        revision: RevisionText,
        *,
        since: int,
        before: int,
        all_done: bool = False,
        but: Set[str] = frozenset(),
    ) -> Iterator[Act]:
        """What was promised for a time that has passed is done; `all_done` before the next phase begins. `but` were
        done before."""
        ended = []
        for subtask in revision.content.subtasks:
            last = subtask.period.last if subtask.period else None
            if subtask.key not in but and (all_done or (last is not None and last < self.today)):
                ended.append((subtask.key, (last - self.today).days if last else before))
        for at, (key, day) in enumerate(sorted(ended, key=lambda pair: pair[1])):
            earliest = since + 1 + at * 3
            yield min(max(day, earliest), before - 1), self._tick(text, key)

    def _tick(self, text: BackbriefText, key: str) -> Do:
        def do(now: datetime) -> None:
            scope, by = self._leading(text.author, text.unit, now)
            life = SubtaskLife.objects.select_related("backbrief__unit").get(
                backbrief=self._of(text), key=key
            )
            rules.may_tick_subtask(scope, life.backbrief, co_writers(life.backbrief)).or_raise()
            briefs.tick_subtask(life, done=True, by=by, now=now)

        return do
