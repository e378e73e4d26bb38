"""Forms in the design system's clothes, and the guard that keeps CPR numbers out of free text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejlemaerke.core.personal_data import find_cpr, hide_cpr

from .dates import read_date, write_date

# So many letters on each side of a hidden number: enough to find the place, not more.
CONTEXT_LETTERS = 24


class Renderer(TemplatesSetting):
    """`{{ form }}` and `{{ form.name.as_field_group }}` give the design system's markup, everywhere."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"


class RadioSentences(forms.RadioSelect):
    """Answers as plain sentences; `hints` tells, per value, what the answer leads to."""

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        *,
        hints: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(attrs, choices)
        self.hints = dict(hints or {})

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["hint"] = self.hints.get(str(value), "")
        return option


class GrowingText(forms.Textarea):
    """A text area that starts at `rows` lines and grows with what is written."""

    def __init__(self, attrs: Mapping[str, Any] | None = None, *, rows: int = 4) -> None:
        super().__init__({"rows": rows, "cols": 60, **(attrs or {}), "data-grows": ""})


class TextField(forms.CharField):
    """Free text over several lines. With `max_length` and `counts_characters` the letters left are told."""

    def __init__(self, *, rows: int = 4, counts_characters: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("widget", GrowingText(rows=rows))
        super().__init__(**kwargs)
        self.counts_characters = counts_characters


class SuggestedField(forms.CharField):
    """One line of text with suggestions (a datalist): unit names, people, titles."""

    def __init__(self, *, suggestions: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.suggestions = suggestions

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        bound = super().get_bound_field(form, field_name)
        self.widget.attrs["list"] = f"{bound.auto_id}_list"
        return bound


class SaidDateField(forms.Field):
    """A date as people write it ("3. december 2026", "3/12-2026", "2026-12-03"). Cleans to a date or None."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("For example 3 December 2026"))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return write_date(value) if isinstance(value, date) else value

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        found = read_date(str(value))
        if found is None:
            raise ValidationError(
                _("Write the date with day, month and year, for example 3 December 2026."), code="invalid"
            )
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True


class GuardedForm(forms.BaseForm):
    """A mixin: no free-text field lets a CPR-shaped number through unless the writer declares it is none.

    Put it first: `class BriefForm(GuardedForm, forms.Form)`. After a hit the field shows where, with the
    digits hidden, and a box "It is not a CPR number". When it is ticked the form is valid and
    `declared_not_cpr` names the fields, for the record (which never holds the digits).
    """

    declared_not_cpr: list[str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if str(field.error_messages.get("required")) == str(
                forms.Field.default_error_messages["required"]
            ):
                field.error_messages["required"] = _("This has to be filled in.")

    def full_clean(self) -> None:
        self.declared_not_cpr = []
        super().full_clean()

    def _clean_form(self) -> None:
        # Before clean(), so that no subclass can forget to call it.
        for name, value in list(self.cleaned_data.items()):
            if isinstance(value, str) and name in self.fields and _is_free_text(self.fields[name]):
                self._refuse_cpr(name, value)
        super()._clean_form()  # type: ignore[misc]

    def _refuse_cpr(self, name: str, text: str) -> None:
        lines = cpr_lines(text)
        if not lines:
            return
        field = self.fields[name]
        key = f"{self.add_prefix(name)}-not-cpr"
        declared = bool(self.data.get(key))
        # For the template; the form's fields are copies of the class's, so this stays with this form.
        field.cpr_declaration = key  # type: ignore[attr-defined]
        field.cpr_declared = declared  # type: ignore[attr-defined]
        if declared:
            self.declared_not_cpr.append(name)
            return
        one_line = "\n" not in text.strip()
        for number, context in lines:
            where = (
                f"“{context}”"
                if one_line
                else _("line %(line)d: “%(context)s”")
                % {
                    "line": number,
                    "context": context,
                }
            )
            sentence = _("This looks like a CPR number (%(where)s). Take it out, or say that it is not one.")
            self.add_error(name, ValidationError(sentence, code="cpr", params={"where": where}))


def cpr_lines(text: str) -> list[tuple[int, str]]:
    """Where CPR-shaped numbers stand: (line number from 1, the words around with every digit hidden)."""
    found = []
    for span in find_cpr(text):
        line = text.count("\n", 0, span.start) + 1
        start = max(text.rfind("\n", 0, span.start) + 1, span.start - CONTEXT_LETTERS)
        stop = text.find("\n", span.end)
        end = min(len(text) if stop < 0 else stop, span.end + CONTEXT_LETTERS)
        words = _without_digits(text[start : span.start]) + hide_cpr(text[span.start : span.end])
        words = _without_digits(words + text[span.end : end])
        found.append((line, words.strip()))
    return found


def _without_digits(text: str) -> str:
    return "".join("•" if letter.isdecimal() else letter for letter in text)


def _is_free_text(field: forms.Field) -> bool:
    return (
        isinstance(field, forms.CharField)
        and not isinstance(field, forms.UUIDField)
        and not isinstance(field.widget, forms.PasswordInput | forms.HiddenInput)
    )
