from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from pejlemaerke.core.periods import Period, parse_period
from pejlemaerke.meetings.models import DecidedPoint
from pejlemaerke.ui.forms import GuardedForm

from ..actions import TimingValue
from ..models import Initiative, Timing
from ..pages.timetable import Known
from ..timetable import Timed, resolve
from ..timetable_words import say_fault


class TimetableForm(GuardedForm, forms.Form):
    """For each item a period in words and, where there are decisions, the one it comes from. All are saved at once."""

    mark_optional = False

    def __init__(self, *args: Any, initiative: Initiative, known: Known, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initiative, self.known = initiative, known
        self.points = {str(point.pk): point for point in known.points}
        self.values: dict[str, TimingValue | None] = {}
        for item in known.items:
            timing, suggested = known.timings.get(item.item), known.suggested.get(item.item)
            self.fields[f"when-{item.item}"] = forms.CharField(
                label=_("When is “%(title)s”?") % {"title": item.title},
                max_length=200,
                required=False,
                initial=timing.period_text if timing else suggested.period_text if suggested else "",
            )
            if known.points or (timing and timing.point_id):
                self.fields[f"point-{item.item}"] = forms.ChoiceField(
                    label=_("From which decision?"),
                    required=False,
                    choices=self._choices(timing),
                    initial=str(timing.point_id or "") if timing else str(suggested.pk) if suggested else "",
                )

    def _choices(self, timing: Timing | None) -> list[tuple[str, str]]:
        choices = [("", _("None of them"))]
        for key, point in self.points.items():
            said = Truncator(point.text).chars(70)
            choices.append((key, f"{point.period_text}: {said}"))
        if timing and timing.point_id and str(timing.point_id) not in self.points:
            choices.append((str(timing.point_id), _("A decision you cannot read")))
        return choices

    def fields_of(self, item: str) -> tuple[Any, ...]:
        """The bound fields of one row."""
        return tuple(self[name] for name in (f"when-{item}", f"point-{item}") if name in self.fields)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for item in self.known.items:
            name = f"when-{item.item}"
            if name in cleaned:
                self._read(item.item, cleaned[name].strip(), cleaned.get(f"point-{item.item}", ""))
        if not self.errors:
            self._refuse_impossible()
        return cleaned

    def _read(self, item: str, words: str, chosen: str) -> None:
        timing = self.known.timings.get(item)
        point = self._point(chosen, timing)
        if not words and point is None:
            self.values[item] = None
            return
        if not words and point is not None and point.period and point.first:
            words = point.period_text
        period = self._period(words, point, timing)
        if not words:
            self.add_error(f"when-{item}", _("The decision names no day. Write when it is."))
        elif period.precision == "unreadable":
            self.add_error(
                f"when-{item}",
                _("We cannot read when that is. Write it with a year, for example “February – March 2027”."),
            )
        else:
            self.values[item] = TimingValue(period, point, timing.note if timing else "")

    def _point(self, chosen: str, timing: Timing | None) -> DecidedPoint | None:
        if not chosen:
            return None
        if chosen in self.points:
            return self.points[chosen]
        return timing.point if timing and timing.point_id == UUID(chosen) else None

    def _period(self, words: str, point: DecidedPoint | None, timing: Timing | None) -> Period:
        """Words somebody has already said what they mean keep that meaning."""
        for known in (point, timing):
            if known is not None and known.period is not None and known.first and known.period_text == words:
                return known.period
        return parse_period(words)

    def _refuse_impossible(self) -> None:
        timed = [
            Timed(item, value.period.first, value.period.last)
            for item, value in self.values.items()
            if value is not None
        ]
        timed += [
            Timed(one.item, one.first, one.last)
            for one in self.known.timings.values()
            if one.item not in self.values
        ]
        playbook = self.initiative.playbook
        for fault in resolve(playbook, self.initiative.first, timed).faults:
            self.add_error(f"when-stages.{fault.stage}", say_fault(fault, playbook))
