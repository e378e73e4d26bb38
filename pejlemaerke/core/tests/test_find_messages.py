"""No word people read may be missed by the search for what to translate."""

from __future__ import annotations

import polib

from pejlemaerke.core.management.commands.check_messages import faults_in
from pejlemaerke.core.messages import Message, messages_in_python, messages_in_template, placeholders


def in_python(source: str) -> list[Message]:
    return list(messages_in_python(source))


def test_python_is_read_under_the_name_it_was_imported_by() -> None:
    source = 'from django.utils.translation import gettext as _, ngettext\n_("One")\nngettext("a", "b", n)\n'
    assert in_python(source) == [Message("One"), Message("a", plural="b")]


def test_python_strings_written_in_pieces_are_one_message() -> None:
    assert in_python('from django.utils.translation import gettext as _\n_("One "\n  "two")') == [
        Message("One two")
    ]


def test_python_context_is_kept() -> None:
    source = 'from django.utils import translation\ntranslation.pgettext_lazy("voice", "writer")'
    assert in_python(source) == [Message("writer", context="voice")]


def test_a_pure_module_may_mark_with_a_noop_of_its_own() -> None:
    assert in_python('def gettext_noop(s): return s\nA = gettext_noop("One")') == [Message("One")]


def test_what_is_not_a_literal_is_no_message() -> None:
    assert in_python("from django.utils.translation import gettext as _\n_(word)") == []


def test_an_underscore_that_is_not_gettext_is_no_message() -> None:
    assert in_python('for _ in range(3): print("One")\n_("One")') == []


def test_templates_are_read_as_django_reads_them() -> None:
    source = """{% load i18n %}<p title="{% translate "A “b”" %}">{{ _("C") }}</p>{% trans "It's" context "x" %}
    {% blocktranslate count n=n trimmed %}One {{ a }}
      thing{% plural %}{{ n }} things{% endblocktranslate %}{% url "not:me" %}{# _("nor me") #}"""
    assert list(messages_in_template(source)) == [
        Message("A “b”"),
        Message("C"),
        Message("It's", context="x"),
        Message("One %(a)s thing", plural="%(n)s things"),
    ]


def test_faults_name_the_missing_the_unused_and_the_lost_placeholder() -> None:
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="Kept", msgstr="Holdt"))
    catalogue.append(polib.POEntry(msgid="Gone", msgstr="Væk"))
    catalogue.append(polib.POEntry(msgid="By %(who)s", msgstr="Af nogen"))
    found = {Message(text): ["a.py"] for text in ("Kept", "New", "By %(who)s")}
    assert faults_in(catalogue, found) == [
        "not translated: “New” (a.py)",
        "other placeholders than in English: “By %(who)s” (a.py)",
        "nobody says it any more: “Gone”",
    ]


def test_one_form_of_a_plural_may_leave_the_number_out() -> None:
    catalogue = polib.POFile()
    catalogue.append(
        polib.POEntry(
            msgid="%(n)d day", msgid_plural="%(n)d days", msgstr_plural={0: "én dag", 1: "%(n)d dage"}
        )
    )
    assert faults_in(catalogue, {Message("%(n)d day", plural="%(n)d days"): ["a.py"]}) == []


def test_placeholders_are_found_whatever_their_style() -> None:
    assert placeholders("%(who)s, %d and {place}") == ["%(who)s", "%d", "{place}"]
