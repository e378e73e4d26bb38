import re

import pytest
from django import forms
from django.template import engines
from django.utils.translation import override

from pejlemaerke.ui.forms import (
    GuardedForm,
    RadioSentences,
    SaidDateField,
    SuggestedField,
    TextField,
    cpr_lines,
)


class ReportForm(GuardedForm, forms.Form):
    what = TextField(
        label="What happened", help_text="In your own words", max_length=500, counts_characters=True
    )
    unit = SuggestedField(label="Workplace", suggestions=["North <1>"], required=False)
    day = SaidDateField(label="When?", required=False)
    answer = forms.ChoiceField(
        label="Answer",
        choices=[("yes", "Yes"), ("no", "Not yet")],
        widget=RadioSentences(hints={"no": "Jonas gets it back"}),
        required=False,
    )
    told = forms.BooleanField(label="Told the committee", required=False)
    secret = forms.CharField(widget=forms.PasswordInput, required=False)
    kind = forms.ChoiceField(choices=[("010203-1234", "A code")], required=False)


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


def _html(template: str, **context: object) -> str:
    return engines["django"].from_string(template).render(context)


def test_a_field_ties_label_hint_error_and_control_together() -> None:
    html = _html("{% field form.what %}", form=ReportForm({"what": ""}))
    assert '<label class="form-label" for="id_what">What happened</label>' in html
    assert 'id="id_what_helptext"' in html
    assert 'id="id_what_error"' in html
    control = re.search(r"<textarea[^>]*>", html)
    assert control is not None
    assert 'aria-describedby="id_what_helptext id_what_error"' in control[0]
    assert 'aria-invalid="true"' in control[0]
    assert 'class="form-input"' in control[0]
    assert 'data-maxlength="500"' in html


def test_optional_fields_say_so_unless_the_form_does_not_want_it() -> None:
    assert "(optional)" in _html("{% field form.day %}", form=ReportForm())
    assert "(optional)" not in _html("{% field form.what %}", form=ReportForm())

    class Draft(ReportForm):
        mark_optional = False

    assert "(optional)" not in _html("{% field form.day %}", form=Draft())


def test_radios_are_sentences_with_what_they_lead_to() -> None:
    html = _html("{% field form.answer %}", form=ReportForm({"answer": "no"}))
    assert "<fieldset" in html
    assert '<legend class="form-label">Answer' in html
    chosen = re.search(r'<input type="radio"[^>]*value="no"[^>]*>', html)
    assert chosen is not None
    assert "checked" in chosen[0]
    assert 'aria-describedby="id_answer_1-hint"' in chosen[0]
    assert 'id="id_answer_1-hint">Jonas gets it back' in html


def test_suggestions_are_offered_and_escaped() -> None:
    html = _html("{% field form.unit %}", form=ReportForm())
    assert 'list="id_unit_list"' in html
    assert '<option value="North &lt;1&gt;">' in html


def test_the_summary_links_every_error_to_its_field_in_the_forms_order() -> None:
    form = ReportForm({"what": "", "day": "soon", "answer": "perhaps"})
    html = _html("{% error_summary form %}", form=form)
    assert re.findall(r'href="#([^"]+)"', html) == ["id_what", "id_day", "id_answer_0"]
    assert "3 things need your eye" in html
    assert "When? Write the date" in html
    assert _html("{% error_summary form %}", form=ReportForm()).strip() == ""


def test_a_whole_form_renders_with_the_house_templates() -> None:
    html = str(ReportForm())
    assert html.count("form-group") >= 6
    assert "style=" not in html


def test_a_date_is_read_and_shown_again_as_it_was_typed() -> None:
    form = ReportForm({"what": "x", "day": "31. november 2026"})
    assert "day" in form.errors
    assert 'value="31. november 2026"' in str(form["day"])
    good = ReportForm({"what": "x", "day": "3. december 2026"})
    assert good.is_valid()
    assert good.cleaned_data["day"].isoformat() == "2026-12-03"


def test_a_cpr_number_stops_the_save_and_says_where_without_the_digits() -> None:
    form = ReportForm({"what": "First line\nWrite to 010203-1234 in room 17."})
    assert not form.is_valid()
    message = form.errors["what"][0]
    assert "line 2" in message
    assert "Write to" in message
    assert not re.search(r"\d", message.replace("line 2", ""))
    html = _html("{% field form.what %}", form=form)
    assert 'name="what-not-cpr"' in html
    # Nothing typed is lost.
    assert "010203-1234" in html


def test_the_declaration_appears_only_after_a_hit() -> None:
    assert "not-cpr" not in str(ReportForm())
    assert "not-cpr" not in str(ReportForm({"what": "Nothing personal"}))


def test_declared_as_no_cpr_number_the_form_is_valid_and_says_which_field() -> None:
    form = ReportForm({"what": "Invoice 010203-1234", "what-not-cpr": "on"})
    assert form.is_valid()
    assert form.declared_not_cpr == ["what"]
    unneeded = ReportForm({"what": "Nothing", "what-not-cpr": "on"})
    assert unneeded.is_valid()
    assert unneeded.declared_not_cpr == []


def test_a_declaration_counts_for_its_own_field_only() -> None:
    form = ReportForm({"what": "Invoice 010203-1234", "what-not-cpr": "on", "unit": "040506-1234"})
    assert not form.is_valid()
    assert set(form.errors) == {"unit"}
    assert "checked" in _html("{% field form.what %}", form=form).split("what-not-cpr")[1][:20]


def test_passwords_and_choices_are_not_free_text() -> None:
    form = ReportForm({"what": "x", "secret": "010203-1234", "kind": "010203-1234"})
    assert form.is_valid()


def test_the_guard_holds_when_a_subclass_forgets_super_clean() -> None:
    class Careless(ReportForm):
        def clean(self):
            return self.cleaned_data

    assert not Careless({"what": "010203-1234"}).is_valid()


def test_prefixes_are_respected() -> None:
    form = ReportForm({"a-what": "010203-1234", "a-what-not-cpr": "on"}, prefix="a")
    assert form.is_valid()


def test_every_digit_around_a_hit_is_hidden() -> None:
    assert cpr_lines("no numbers") == []
    lines = cpr_lines("tel 12345678, 010203-1234 and 040506 1234")
    assert [number for number, _ in lines] == [1, 1]
    assert not any(re.search(r"\d", words) for _, words in lines)
