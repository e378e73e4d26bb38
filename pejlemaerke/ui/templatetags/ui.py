"""Template tags of the house. They are builtins: a template needs no `{% load %}` for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import nh3
from django import template
from django.contrib.messages.storage.base import Message
from django.core.paginator import Page
from django.forms import BoundField
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..charts.bars import layout as share_layout
from ..charts.cells import Item, draw
from ..charts.month import Month
from ..charts.timeline import TimelineInput
from ..charts.timeline import draw as draw_timeline
from ..dates import DAYS, MONTHS, say_span, write_date

register = template.Library()

# Each shape is drawn in a 20 × 20 box. Colour only repeats what the shape and the word already say.
SHAPES: dict[str, str] = {
    "empty": '<circle cx="10" cy="10" r="7.5" fill="none" stroke="currentColor" stroke-width="2"/>',
    "half": '<circle cx="10" cy="10" r="7.5" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path d="M10 2.5a7.5 7.5 0 0 0 0 15z" fill="currentColor"/>',
    "full": '<circle cx="10" cy="10" r="8.5" fill="currentColor"/>',
    "done": '<circle cx="10" cy="10" r="8.5" fill="currentColor"/>'
    '<path d="m6 10.3 2.8 2.8L14 7.6" fill="none" stroke="#fff" stroke-width="2"/>',
    "back": '<path d="M8 4 3 9l5 5M3.5 9H13a4 4 0 0 1 0 8h-3" fill="none" stroke="currentColor" '
    'stroke-width="2"/>',
    "up": '<path d="M10 17V4M4 9.5 10 3.5l6 6" fill="none" stroke="currentColor" stroke-width="2"/>',
    "change": '<path d="M3 7h12l-3.5-3.5M17 13H5l3.5 3.5" fill="none" stroke="currentColor" '
    'stroke-width="2"/>',
    "again": '<circle cx="10" cy="10" r="7.5" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path d="M10 5.5V11M10 13v2" stroke="currentColor" stroke-width="2"/>',
    "bell": '<path d="M4 14.5h12l-1.5-2V9a4.5 4.5 0 0 0-9 0v3.5zM8.5 17h3" fill="none" '
    'stroke="currentColor" stroke-width="2"/>',
    "lock": '<rect x="4" y="9" width="12" height="8" fill="currentColor"/>'
    '<path d="M6.5 9V6.5a3.5 3.5 0 0 1 7 0V9" fill="none" stroke="currentColor" stroke-width="2"/>',
    "silent": '<circle cx="10" cy="10" r="7.5" fill="none" stroke="currentColor" stroke-width="2" '
    'stroke-dasharray="2.2 2.5"/>',
    "beacon": '<circle class="beacon" cx="10" cy="10" r="7"/>',
}

# What stored prose may hold. Everything else is taken out when it is shown.
PROSE_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "a", "h2", "h3", "h4"}


@register.simple_tag
def icon(name: str, classes: str = "") -> SafeString:
    """An icon of the design system's sprite. Decoration: the words beside it say the same."""
    return format_html(
        '<svg class="icon-svg{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        f" {classes}" if classes else "",
        static("vendor/dkfds/img/all-svg-icons.svg"),
        name,
    )


@register.simple_tag
def shape(name: str) -> SafeString:
    """One of `SHAPES` as an inline drawing. KeyError for a shape that does not exist."""
    return mark_safe(
        '<svg class="shape" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" '
        f'focusable="false">{SHAPES[name]}</svg>'
    )


@register.simple_tag
def shape_inside(name: str) -> SafeString:
    """The drawing of a shape without its own `<svg>`, to be placed inside a chart."""
    return mark_safe(SHAPES[name].replace('stroke="#fff"', 'class="tick"'))


@register.simple_tag
def state_mark(state: Any) -> SafeString:
    """A state as a shape and a word. `state` has `.word` (translated) and `.shape` (a key of `SHAPES`)."""
    return format_html(
        '<span class="state state-{}">{}<span class="state-word">{}</span></span>',
        state.shape,
        shape(state.shape),
        state.word,
    )


@register.simple_tag
def prose(text: str | None, lang: str = "") -> SafeString:
    """Text people wrote, as paragraphs; HTML in it is cleaned down to `PROSE_TAGS`."""
    body = text or ""
    if "<p" not in body and "<ul" not in body and "<ol" not in body:
        body = linebreaks(body, autoescape=True) if body.strip() else ""
    cleaned = nh3.clean(
        body, tags=PROSE_TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"}
    )
    return format_html(
        '<div class="prose"{}>{}</div>',
        format_html(' lang="{}"', lang) if lang else "",
        mark_safe(cleaned),
    )


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """A form field as the design system draws it: label, hint, error, control."""
    return bound.as_field_group()


@register.filter
def dkfds_widget(bound: BoundField) -> SafeString:
    """The control alone, with the design system's classes and the ids its hint and error are known by."""
    widget = bound.field.widget
    kind = getattr(widget, "input_type", "")
    own = widget.attrs.get("class", "")
    if kind == "checkbox":
        name = "form-checkbox"
    elif kind == "file":
        name = "form-file"
    elif kind == "select":
        name = "form-select"
    else:
        name = "form-input"
    attrs: dict[str, str | bool] = {"class": f"{name} {own}".strip()}
    if widget.attrs.get("placeholder") == bound.label:
        attrs["placeholder"] = ""
    return bound.as_widget(attrs=attrs)


@register.filter
def control_kind(bound: BoundField) -> str:
    """Which drawing the field needs: "choices" (radios, several checkboxes), "checkbox" or "one"."""
    kind = getattr(bound.field.widget, "input_type", "")
    if bound.use_fieldset and kind in {"radio", "checkbox"}:
        return "choices"
    return "checkbox" if kind == "checkbox" else "one"


@register.filter
def marks_optional(bound: BoundField) -> bool:
    """True where "(optional)" belongs. Forms where all is optional set `mark_optional = False`."""
    return not bound.field.required and getattr(bound.form, "mark_optional", True)


@register.inclusion_tag("ui/error_summary.html")
def error_summary(form: Any) -> dict[str, Any]:
    """What is wrong with a form (or several, given a list), each line a link to its field."""
    forms: Sequence[Any] = form if isinstance(form, list | tuple) else [form]
    lines: list[dict[str, str]] = []
    for one in forms:
        if not one or not one.is_bound:
            continue
        lines += [{"text": str(text), "target": ""} for text in one.non_field_errors()]
        for bound in one:
            target = f"{bound.auto_id}_0" if control_kind(bound) == "choices" else bound.auto_id
            lines += [
                {"text": str(text), "target": target, "label": _before(bound.label)} for text in bound.errors
            ]
    return {"lines": lines}


def _before(label: Any) -> str:
    """A label in front of a message: a question keeps its mark, anything else gets a colon."""
    words = str(label).strip()
    return words if words.endswith(("?", ":")) else f"{words}:"


@register.inclusion_tag("ui/work_row.html")
def row(item: Any) -> dict[str, Any]:
    """One thing to do. `item` has .url .verb .about, and may have .who .when .mine .late .shape .lang."""
    return {"item": item}


@register.inclusion_tag("ui/task_row.html")
def task(item: Any) -> dict[str, Any]:
    """One row of a task list. `item` has .url .title .state (word and shape), and may have .hint .current."""
    return {"item": item}


@register.inclusion_tag("ui/empty.html")
def empty_state(sentence: str, button: str = "", url: str = "", example: str = "") -> dict[str, str]:
    """An empty state: one sentence, one button, one example."""
    return {"sentence": sentence, "button": button, "url": url, "example": example}


@register.inclusion_tag("ui/breadcrumbs.html")
def breadcrumbs(steps: Iterable[Any]) -> dict[str, Any]:
    """The way here. Each step has `.title` and `.url` (or is such a pair); the last is the page itself."""
    pairs = [(s[0], s[1]) if isinstance(s, tuple) else (s.title, s.url) for s in steps]
    return {"above": pairs[:-1], "here": pairs[-1][0] if pairs else ""}


@register.inclusion_tag("ui/breadcrumbs.html")
def way(*steps: Any) -> dict[str, Any]:
    """The way here without the page itself: an address and a title for each step, one after the other."""
    return {"above": list(zip(steps[1::2], steps[::2], strict=True)), "here": ""}


@register.inclusion_tag("ui/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Page[Any]) -> dict[str, Any]:
    """Previous and next with "page 2 of 7" between; keeps the other parts of the query."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else None

    def link(number: int) -> str:
        if query is None:
            return f"?page={number}"
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    return {
        "page": page,
        "previous": link(page.previous_page_number()) if page.has_previous() else "",
        "next": link(page.next_page_number()) if page.has_next() else "",
    }


@register.inclusion_tag("ui/language_switch.html", takes_context=True)
def language_switch(context: template.Context, url: str) -> dict[str, Any]:
    """A button to the other language, in that language's own words."""
    request = context.get("request")
    return {
        "url": url,
        "next": request.get_full_path() if request is not None else "/",
        "csrf_token": context.get("csrf_token"),
    }


@register.filter
def notice_kind(message: Message) -> str:
    """The design system's alert for a message: info, success, warning or error."""
    return {"success": "success", "warning": "warning", "error": "error"}.get(message.level_tag, "info")


@register.filter
def undo_url(message: Message) -> str:
    """Where the message's undo is posted to, or empty. See `ui.notices.say`."""
    tags = message.extra_tags or ""
    return tags.removeprefix("undo:") if tags.startswith("undo:") else ""


@register.filter
def entry(mapping: Mapping[Any, Any], key: Any) -> Any:
    """`mapping[key]`, or None."""
    return mapping.get(key)


class _Wrapped(template.Node):
    """A block tag whose inside is drawn within a component's template, as `body`."""

    child_nodelists = ("nodelist",)

    def __init__(
        self, nodelist: template.NodeList, name: str, arguments: dict[str, template.base.FilterExpression]
    ) -> None:
        self.nodelist = nodelist
        self.name = name
        self.arguments = arguments

    def render(self, context: template.Context) -> SafeString:
        values = {key: value.resolve(context) for key, value in self.arguments.items()}
        values["body"] = self.nodelist.render(context)
        engine_template = context.template.engine.get_template(self.name)  # type: ignore[union-attr]
        return engine_template.render(context.new(values))


def _wrapping(tag: str, template_name: str, allowed: set[str]) -> None:
    def compile_tag(parser: template.base.Parser, token: template.base.Token) -> _Wrapped:
        bits = token.split_contents()[1:]
        arguments = template.base.token_kwargs(bits, parser)
        if bits or set(arguments) - allowed:
            raise template.TemplateSyntaxError(f"{tag} takes only {', '.join(sorted(allowed))}")
        nodelist = parser.parse((f"end{tag}",))
        parser.delete_first_token()
        return _Wrapped(nodelist, template_name, arguments)

    register.tag(tag, compile_tag)


# {% panel title="…" id="…" tone="intent" %}…{% endpanel %}; tone: "" or "intent" (a quiet bordered note)
_wrapping("panel", "ui/panel.html", {"title", "id", "tone", "level"})
# {% folded summary="…" open=True %}…{% endfolded %}; help, "Vis tal", whatever stands folded
_wrapping("folded", "ui/folded.html", {"summary", "open", "id", "classes"})
# {% tasklist label="…" %}{% task item %}…{% endtasklist %}
_wrapping("tasklist", "ui/tasklist.html", {"label"})
# {% worklist label="…" %}{% row item %}…{% endworklist %}
_wrapping("worklist", "ui/worklist.html", {"label"})


class _Capture(template.Node):
    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: template.NodeList, name: str) -> None:
        self.nodelist = nodelist
        self.name = name

    def render(self, context: template.Context) -> SafeString:
        context[self.name] = mark_safe(self.nodelist.render(context).strip())
        return SafeString("")


@register.tag
def capture(parser: template.base.Parser, token: template.base.Token) -> _Capture:
    """`{% capture as name %}…{% endcapture %}`: what stands inside, rendered once, used more than once."""
    bits = token.split_contents()
    if len(bits) != 3 or bits[1] != "as":
        raise template.TemplateSyntaxError("capture is written {% capture as name %}")
    nodelist = parser.parse(("endcapture",))
    parser.delete_first_token()
    return _Capture(nodelist, bits[2])


@register.inclusion_tag("ui/charts/treemap.html")
def treemap(
    items: Sequence[Item], label: str, unit: str, sentence: str = "", numbers: bool = True
) -> dict[str, Any]:
    """A tree map, wide for a desk and narrow for a phone, with its table folded under it.

    `numbers=False` is for a page that shows the same table itself, right below.

    Each item has `.key .title .weight .word .shape .url`. `label` names what a row is ("Workplace"), `unit`
    what the area counts ("employees"), `sentence` says first what one sees.
    """
    drawings = [draw(items, 1000, 520), draw(items, 344, 520)]
    return {
        "items": items,
        "drawings": drawings,
        "label": label,
        "unit": unit,
        "sentence": sentence,
        "numbers": numbers,
        "show_numbers": _("Show the numbers"),
    }


@register.simple_tag
def share_bar(parts: Sequence[Any], label: str) -> SafeString:
    """A stacked bar of shares. Each part has `.count`, `.word` and `.shape`; `label` is its sentence."""
    bars = share_layout([part.count for part in parts], width=100.0)
    inside = format_html_join(
        "",
        '<rect class="fill-{}" x="{}" y="0" width="{}" height="10"/>',
        ((part.shape, f"{bar.x:.2f}", f"{bar.width:.2f}") for part, bar in zip(parts, bars, strict=True)),
    )
    return format_html(
        '<svg class="share-bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="{}">'
        "{}</svg>",
        label,
        inside,
    )


@register.inclusion_tag("ui/charts/timeline.html")
def timeline(given: TimelineInput, label: str, sentence: str = "", name: str = "timeline") -> dict[str, Any]:
    """A plan over time, with its table folded under it.

    `label` names the picture, `sentence` says first what one sees, `name` keeps two on one page apart: a group's
    row has the id "<name>-<key>".
    """
    drawing = draw_timeline(given, _names(MONTHS))
    shown = [placed.item for row in drawing.rows for placed in row.bars]
    shapes = {"milestone": _("Milestone"), "med": _("MED item"), "message": _("Message")}
    return {
        "given": given,
        "drawing": drawing,
        "label": label,
        "sentence": sentence,
        "name": name,
        "shapes": {
            shape: words for shape, words in shapes.items() if any(bar.shape == shape for bar in shown)
        },
        "has_tentative": any(bar.is_tentative for bar in shown),
        "has_held": any(bar.end == "held" for bar in shown),
        "has_not_held": any(bar.end == "not-held" for bar in shown),
        "has_folded": any(row.strip for row in drawing.rows),
        "show_table": _("Show as a table"),
        "stage_words": {"waiting": _("Not begun"), "open": _("Under way"), "ended": _("Ended")},
        "stage_shapes": {"waiting": "empty", "open": "half", "ended": "done"},
    }


@register.inclusion_tag("ui/month.html")
def month(given: Month, label: str = "", more_url: str = "") -> dict[str, Any]:
    """A month as a table; on a phone a list of the days on which something goes on.

    `label` is its caption (without it, the month's own name). `more_url` is where a day with more than it can show
    leads: the day is written behind it ("?on=" becomes "?on=2026-12-03").
    """
    return {
        "given": given,
        "label": label or f"{_names(MONTHS)[given.number - 1]} {given.year}",
        "days": [(day[:3], day) for day in _names(DAYS)],
        "more_url": more_url,
        "is_empty": not any(day.entries and not day.is_outside for week in given.weeks for day in week.days),
    }


@register.filter
def said_days(thing: Any) -> str:
    """The days of anything with `.first` and `.last`: "3. december 2026", "1. til 3. december 2026"."""
    return say_span(thing.first, thing.last)


@register.filter
def written_day(day: date) -> str:
    """ "3. december 2026"."""
    return write_date(day)


@register.filter
def isoday(day: date) -> str:
    """ "2026-12-03", for addresses and for machines."""
    return day.isoformat()


@register.filter
def said_day(day: date) -> str:
    """ "torsdag 3. december", "Thursday 3 December"; without the year, for where it already stands."""
    dot = "." if _names(DAYS) is DAYS["da"] else ""
    return f"{_names(DAYS)[day.weekday()]} {day.day}{dot} {_names(MONTHS)[day.month - 1]}"


def _names(names: Mapping[str, list[str]]) -> list[str]:
    return names.get((get_language() or "da")[:2], names["en"])
