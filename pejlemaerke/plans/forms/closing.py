"""How an activity went, with what came out of it: for each of the workplace's services where the playbook asks so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from pejlemaerke.ui.forms import GuardedForm, SaidDateField, TextField

from ..fields import Said
from ..models import Activity, Product, Service
from ..products import asked_of, asks_for_product

#: What an activity closes with where no playbook asks for anything in particular.
FREE = "came-out"


@dataclass(frozen=True)
class Question:
    key: str
    text: str
    help: str = ""
    lang: str = ""


@dataclass(frozen=True)
class Block:
    """The questions about one service, or about the whole."""

    service: Service | None
    fields: tuple[Any, ...]
    is_filled: bool


def questions_of(activity: Activity) -> tuple[Question, ...]:
    """What is asked when it closes: the playbook's questions, else what came out of it."""
    asked = asked_of(activity)
    language = get_language() or "da"
    if asked is None:
        return (Question(FREE, _("What came out of it?")),)
    return tuple(
        Question(
            field.key,
            field.question.in_language(language),
            field.help.in_language(language) if field.help else "",
            field.question.spoken_in(language),
        )
        for field in asked.fields
    )


def is_per_service(activity: Activity) -> bool:
    asked = asked_of(activity)
    return asked is not None and asked.per_service


class HeldForm(GuardedForm, forms.Form):
    held_on = SaidDateField(label=gettext_lazy("Which day was it?"))

    def __init__(
        self,
        data: Any = None,
        *,
        activity: Activity,
        services: Sequence[Service],
        said: Iterable[Product] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.activity = activity
        self.asks = asks_for_product(activity)
        self.questions = questions_of(activity)
        kept = {(one.key, one.service_id): one.text for one in said}
        self.per_service = bool(is_per_service(activity) and services)
        #: Services first, each with its questions; then the whole, which is all where no service is asked about.
        self.about: tuple[Service | None, ...] = (*services, None) if self.per_service else (None,)
        for service in self.about:
            for question in self.questions:
                self.fields[_name(question, service)] = TextField(
                    label=question.text, help_text=question.help if service is None else "", rows=2,
                    required=False, max_length=10_000,
                    initial=kept.get((question.key, service.pk if service else None), ""),
                )  # fmt: skip
        if self.asks:
            self.fields["no_product_reason"] = TextField(
                label=_("If nothing came out of it: why?"), rows=2, required=False, max_length=2000,
                initial=activity.no_product_reason,
            )  # fmt: skip
        self.fields["note"] = TextField(
            label=_("Anything else?"), rows=2, required=False, max_length=4000, initial=activity.note
        )
        if activity.series is not None and activity.series.carries_over:
            self.fields["open_ends"] = TextField(
                label=_("What is still open?"), help_text=_("It stands on the next time."), rows=2, required=False,
                max_length=4000, initial=activity.open_ends,
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """What the action would refuse is said where it is to be written."""
        clean: dict[str, Any] = super().clean() or self.cleaned_data
        if self.asks and not self.said() and not clean.get("no_product_reason", "").strip():
            first = _name(self.questions[0], self.about[0])
            if first not in self.errors:
                self.add_error(
                    first,
                    _("Write what came out of it, or why nothing did. Others build on what you write."),
                )
        return clean

    def blocks(self) -> list[Block]:
        """The first one stands open where nothing is written yet."""
        found = [
            Block(service, fields, any(one.value() or one.errors for one in fields))
            for service in self.about
            for fields in [tuple(self[_name(question, service)] for question in self.questions)]
        ]
        if not any(block.is_filled for block in found):
            found[0] = replace(found[0], is_filled=True)
        return found

    def rest(self) -> list[Any]:
        return [self[name] for name in ("no_product_reason", "open_ends", "note") if name in self.fields]

    def said(self) -> list[Said]:
        """What was written, in the order it is asked."""
        found = []
        for service in self.about:
            for question in self.questions:
                text = self.cleaned_data.get(_name(question, service), "")
                if text.strip():
                    found.append(Said(question.key, question.text, text, service))
        return found


def _name(question: Question, service: Service | None) -> str:
    return f"said-{question.key}-{service.pk if service else 'all'}"
