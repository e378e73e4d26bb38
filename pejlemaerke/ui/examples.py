"""Invented words and things for the style guide, in Danish: every component in its states."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.http import HttpRequest

from . import examples_plan
from .dates import say_due
from .forms import GrowingText, GuardedForm, RadioSentences, SaidDateField, SuggestedField, TextField

TODAY = date(2026, 11, 30)


@dataclass(frozen=True)
class State:
    word: str
    shape: str


@dataclass(frozen=True)
class Work:
    url: str
    verb: str
    about: str = ""
    who: str = ""
    when: str = ""
    mine: bool = False
    late: bool = False
    shape: str = "half"


@dataclass(frozen=True)
class Task:
    url: str
    title: str
    state: State
    hint: str = ""
    current: bool = False


@dataclass(frozen=True)
class Place:
    title: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class Unit:
    key: str
    title: str
    weight: int
    word: str
    shape: str
    url: str = "#kort"


@dataclass(frozen=True)
class Share:
    count: int
    word: str
    shape: str


STATES = [
    State("Ikke begyndt", "empty"),
    State("Kladde", "half"),
    State("Sendt", "full"),
    State("Sendt tilbage", "back"),
    State("Briefen er ændret", "change"),
    State("Løftet", "up"),
    State("Godkendt", "done"),
    State("Se efter igen", "again"),
    State("Stille siden 3. november", "silent"),
    State("Husk", "bell"),
    State("Låst", "lock"),
]


class ExampleForm(GuardedForm, forms.Form):
    main_task = TextField(
        label="Hvad er jeres hovedopgave?",
        help_text="Én sætning, med jeres egne ord: hvad skal være anderledes, og hvad er det godt for?",
        widget=GrowingText(rows=3),
    )
    short = TextField(label="Kort sagt", rows=2, max_length=120, counts_characters=True, required=False)
    unit = SuggestedField(
        label="Arbejdsplads", suggestions=["Hjemmeplejen Nord", "Hjemmeplejen Syd", "Plejecenter Solbakken"]
    )
    when = SaidDateField(label="Hvornår fortæller I, hvordan det går?")
    kind = forms.ChoiceField(
        label="Sådan rapporterer I",
        choices=[("", "Vælg"), ("møde", "På et møde"), ("skrift", "Skriftligt")],
    )
    answer = forms.ChoiceField(
        label="Hvad svarer du Jonas?",
        choices=[
            ("accepted", "Ja, sådan gør I det"),
            ("adjusted", "Ja, med en justering"),
            ("returned", "Ikke endnu"),
        ],
        widget=RadioSentences(
            hints={
                "accepted": "Backbriefen gælder fra nu af, og alle i Nord kan læse den.",
                "adjusted": "Din justering står ved siden af den godkendte tekst. Der skal ikke svares igen.",
                "returned": "Jonas får den igen med din begrundelse.",
            }
        ),
    )
    file = forms.FileField(
        label="Har I den allerede som fil?", help_text="Word, ODT, PDF eller tekst", required=False
    )
    told = forms.BooleanField(label="Det lokale MED-udvalg har læst med", required=False)


def guide(request: HttpRequest) -> dict[str, Any]:
    """The context of `ui/styleguide.html`."""
    wrong = ExampleForm(
        {
            "main_task": "Vi møder borgeren samme sted.\nSkriv til 010203-1234 om det.",
            "when": "31. november",
            "short": "En sætning",
        },
        prefix="wrong",
    )
    wrong.data = {f"wrong-{name}": value for name, value in wrong.data.items()}
    titles = [
        "Hjemmeplejen Nord",
        "Hjemmeplejen Syd",
        "Plejecenter Solbakken",
        "Sygeplejen",
        "Træning og rehabilitering",
        "Bostedet Åkanden",
        "Dagtilbud Vest",
        "Børnehuset Mælkevejen",
        "Skovskolen",
        "Jobcenter",
        "Borgerservice",
        "Køkkenet",
        "Natholdet",
        "Visitation",
    ]
    units = [
        Unit(f"u{number}", title, 14 + (number * 37) % 90, STATES[number % 9].word, STATES[number % 9].shape)
        for number, title in enumerate(titles)
    ]
    return {
        "organisation_name": "Nordsø Kommune",
        "places": [
            Place(title, "/ui/", title == "Min side")
            for title in ("Min side", "Initiativer", "Min enhed", "Møder", "Lær")
        ],
        "search_url": request.path,
        "person_name": "Mette Holm",
        "on_behalf_of_name": "Karen Dahl",
        "person_links": [Place("Mine oplysninger", "/ui/")],
        "substitute_url": "/ui/",
        "language_url": "/i18n/setlang/",
        "sign_out_url": "/accounts/logout/",
        "help_url": "/ui/",
        "accessibility_url": "/ui/",
        "demo_mode": True,
        "version": "0.1",
        "messages": [
            Message(messages.SUCCESS, "Sendt til Mette.", extra_tags="undo:/ui/"),
            Message(messages.WARNING, "Briefen er ændret, siden du skrev."),
        ],
        "states": STATES,
        "mine": [
            Work(
                "#a",
                "Svar på backbrief",
                "fra Hjemmeplejen Nord",
                "Jonas venter",
                "sendt i tirsdags",
                mine=True,
            ),
            Work(
                "#b",
                "Skriv backbrief",
                "for Center Syd",
                "Mette venter",
                say_due(date(2026, 12, 4), TODAY, lang="da"),
                mine=True,
            ),
            Work(
                "#c",
                "Drøft planen",
                "i LMU",
                "",
                say_due(date(2026, 11, 27), TODAY, lang="da"),
                mine=True,
                late=True,
            ),
        ],
        "soon": [Work("#d", "Fortæl hvordan det går", "med kerneopgaven", "", "9. december", shape="empty")],
        "tasks": [
            Task("#t1", "Hovedopgave", State("Færdig", "done")),
            Task("#t2", "Delopgaver", State("Mangler dato", "half"), "3 delopgaver", current=True),
            Task("#t3", "Tidsplan", State("Ikke begyndt", "empty")),
        ],
        "steps": [("Initiativer", "#"), ("Kerneopgaven", "#"), ("Stilguide", "")],
        "form": ExampleForm(),
        "wrong": wrong,
        "page": Paginator(range(70), 10).page(2),
        "units": units,
        "shares": [Share(52, "Godkendt", "done"), Share(31, "Kladde", "half"), Share(7, "Stille", "silent")],
        **examples_plan.context(),
    }
