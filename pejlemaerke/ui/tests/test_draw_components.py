import re
from dataclasses import dataclass

import pytest
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.template import TemplateSyntaxError, engines
from django.test import RequestFactory
from django.utils.translation import override

from pejlemaerke.ui.examples import STATES, Share, State, Unit, Work
from pejlemaerke.ui.templatetags.ui import SHAPES


@dataclass(frozen=True)
class Step:
    title: str
    url: str


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


def _html(template: str, **context: object) -> str:
    return engines["django"].from_string(template).render(context)


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_a_state_is_a_shape_and_a_word(name: str) -> None:
    html = _html("{% state_mark state %}", state=State("Returned <b>", name))
    assert 'aria-hidden="true"' in html
    assert "Returned &lt;b&gt;" in html


def test_an_unknown_shape_is_an_error() -> None:
    with pytest.raises(KeyError):
        _html("{% state_mark state %}", state=State("x", "sparkle"))


def test_written_html_is_cleaned_when_shown() -> None:
    html = _html(
        "{% prose text %}",
        text='<p onclick="x()">Good <script>bad()</script><a href="javascript:x()" style="a:b">day</a></p>',
    )
    assert "Good" in html
    for evil in ("script", "onclick", "javascript", "style"):
        assert evil not in html


def test_plain_text_becomes_paragraphs_in_its_own_language() -> None:
    html = _html('{% prose text lang="da" %}', text="Et afsnit.\n\nEt til & < 3")
    assert html.count("<p>") == 2
    assert 'lang="da"' in html
    assert "&amp; &lt; 3" in html
    assert "<p>" not in _html("{% prose text %}", text=None)


def test_the_beacon_is_lit_for_your_turn_only() -> None:
    assert 'class="beacon"' in _html("{% row item %}", item=Work("/x", "Answer", mine=True))
    assert "beacon" not in _html("{% row item %}", item=Work("/x", "Answer"))


def test_an_empty_state_inside_a_loop_is_not_taken_for_the_loops_own() -> None:
    html = _html(
        '{% for one in ones %}{% empty_state sentence="None yet." button="Begin" url="/go" %}{% endfor %}',
        ones=[1],
    )
    assert "None yet." in html
    assert 'href="/go"' in html


def test_block_components_draw_their_inside() -> None:
    html = _html('{% panel title="Intent" tone="intent" %}<p>{{ word }}</p>{% endpanel %}', word="<hi>")
    assert "panel-intent" in html
    assert "<p>&lt;hi&gt;</p>" in html
    folded = _html('{% folded summary="More" open=True %}inside{% endfolded %}')
    assert re.search(r"<details[^>]* open>", folded)
    with pytest.raises(TemplateSyntaxError):
        _html('{% panel colour="red" %}{% endpanel %}')


def test_breadcrumbs_end_with_the_page_itself() -> None:
    html = _html("{% breadcrumbs steps %}", steps=[Step("Initiatives", "/i"), Step("Here", "")])
    assert 'href="/i"' in html
    assert html.count("<a ") == 1
    assert 'aria-current="page"' in html


def test_pages_keep_the_rest_of_the_query() -> None:
    request = RequestFactory().get("/list?state=draft&page=2")
    html = _html("{% pagination page %}", page=Paginator(range(30), 10).page(2), request=request)
    assert 'href="?state=draft&amp;page=1"' in html
    assert 'href="?state=draft&amp;page=3"' in html
    assert "Page 2 of 3" in html
    assert _html("{% pagination page %}", page=Paginator([1], 10).page(1)).strip() == ""


def test_a_tree_map_names_every_unit_in_its_table_even_without_room_in_the_picture() -> None:
    units = [Unit(f"u{at}", f"Workplace {at}", 1 if at else 4000, "Draft", "half") for at in range(12)]
    html = _html(
        '{% treemap units label="Workplace" unit="employees" sentence="All are drafts." %}', units=units
    )
    table = html.split("<table")[1]
    assert all(unit.title in table for unit in units)
    assert html.count('role="group"') == 2
    assert "style=" not in html
    assert html.index("All are drafts.") < html.index("<svg")


def test_a_bar_says_its_shares_in_words() -> None:
    html = _html(
        '{% share_bar shares label="1 draft, 3 accepted" %}',
        shares=[Share(1, "d", "half"), Share(3, "a", "done")],
    )
    assert 'aria-label="1 draft, 3 accepted"' in html
    assert 'width="25.00"' in html
    assert 'width="75.00"' in html


def test_undo_is_offered_where_it_was_asked_for() -> None:
    html = _html(
        '{% include "ui/notices.html" %}',
        messages=[
            Message(messages.SUCCESS, "Sent to Mette.", extra_tags="undo:/undo/1/"),
            Message(messages.ERROR, "Not sent."),
        ],
    )
    assert html.count("<form") == 1
    assert 'action="/undo/1/"' in html
    assert "alert-success" in html
    assert "alert-error" in html


def test_captured_words_are_used_twice_without_being_escaped_twice() -> None:
    html = _html(
        "{% capture as title %}Fish & {{ chips }}{% endcapture %}{{ title }}|{{ title }}", chips="<c>"
    )
    assert html == "Fish & &lt;c&gt;|Fish & &lt;c&gt;"


def test_every_state_of_the_guide_has_a_fill_in_the_stylesheet() -> None:
    from pathlib import Path

    css = (Path(__file__).parent.parent / "static/ui/charts.css").read_text()
    assert all(f".fill-{state.shape}" in css for state in STATES)
