"""What a journey walks on: a real server, a real browser, and eyes for what must never happen on any page.

A journey takes `desktop` or `phone` (a page of that size), goes about it as a person would, and calls `look(page,
"name")` wherever somebody would stop to read: it takes a picture, asks axe, and sees that nothing sticks out to the
side. That the console is silent, that nothing is fetched from elsewhere and that the server never stumbles is watched
throughout.

All journeys of a worker share one server and one database: a journey takes units and people of its own.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.utils import translation
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, Response, expect

ROOT = Path(__file__).resolve().parent.parent.parent
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"

#: The browsers that will do, in the order they are looked for.
CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), ""
)
IN_CI = os.environ.get("CI") == "true"
LACKING = "Journeys skipped: no Chromium here. Get it with `apt install chromium`, and run `make journeys`."

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}
#: Generous: a machine that runs other tests beside these answers slowly, and no journey is about speed.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)

# Playwright keeps an event loop in the test's own thread; what we read from the database there is read in turn.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if not CHROMIUM and not IN_CI:
        for item in items:
            if item.get_closest_marker("journey"):
                item.add_marker(pytest.mark.skip(reason=LACKING))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if not CHROMIUM and not IN_CI and terminalreporter.stats.get("skipped"):
        terminalreporter.write_line(LACKING)


# -- the server -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Site:
    """A running server. `run` is the command line against its database."""

    address: str
    environment: dict[str, str]
    log: Path

    def run(self, *command: str) -> str:
        """`pejl` with these words, against this server's database."""
        done = subprocess.run(
            [sys.executable, "-m", "pejlemaerke.command", *command],
            env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"pejl {' '.join(command)}\n{done.stdout}{done.stderr}"
        return done.stdout


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any, worker_id: str) -> Iterator[None]:
    """A database that another process can open: on SQLite a file, and one for each worker."""
    from django.conf import settings
    from django.db import connection

    database = connection.settings_dict
    before = database["NAME"]
    if connection.vendor == "sqlite":
        database["TEST"]["NAME"] = str(settings.VAR / f"journeys-{worker_id}.sqlite3")
    else:
        database["TEST"]["NAME"] = f"test_{before}_journeys_{worker_id}"
    with django_db_blocker.unblock():
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
    yield
    with django_db_blocker.unblock():
        name = database["NAME"]
        if connection.vendor == "postgresql":
            connection.close()
            with connection._nodb_cursor() as cursor:  # the server's own connections outlive it for a moment
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
                )
        connection.creation.destroy_test_db(before, verbosity=0)


@pytest.fixture(scope="session")
def site(django_db_setup: None, worker_id: str) -> Iterator[Site]:
    """The server as it is run for people, on an empty database."""
    from django.conf import settings
    from django.db import connection

    port = _free_port()
    log = Path(settings.VAR) / f"journeys-{worker_id}.log"
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    environment = dict(
        os.environ,
        PEJL_MODE="test",
        DATABASE_URL=_url(connection.settings_dict),
        PEJL_ADDRESS=f"http://127.0.0.1:{port}",
    )
    with log.open("wb") as output:
        server = subprocess.Popen(
            [
                str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--host", "127.0.0.1",
                "--port", str(port), "--no-ws", "--blocking-threads", "4", "config.wsgi:application",
            ],
            env=environment, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            _wait_for(port, server, log)
            yield Site(f"http://127.0.0.1:{port}", environment, log)
        finally:
            server.terminate()
            server.wait(timeout=20)


@pytest.fixture(scope="session")
def demo_site(site: Site) -> Site:
    """The same server with the demo organisation in it."""
    site.run("build-demo")
    return site


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert server.poll() is None, log.read_text()
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"the server did not come up\n{log.read_text()}")


def _url(database: dict[str, Any]) -> str:
    if database["ENGINE"].endswith("sqlite3"):
        return f"sqlite:///{database['NAME']}"
    password = f":{database['PASSWORD']}" if database["PASSWORD"] else ""
    return f"postgres://{database['USER']}{password}@{database['HOST']}:{database['PORT'] or 5432}/{database['NAME']}"


# -- the browser ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        # As root a sandbox cannot be had; the rest keeps the browser from calling home.
        "args": [
            "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
            "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
        ],
    }  # fmt: skip


@pytest.fixture(scope="session")
def base_url() -> None:
    """Each worker's server has an address of its own; `open_page` gives it to the browser."""


@dataclass
class Watch:
    """What happened on the pages that never should."""

    address: str
    faults: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        context.on("console", self._console)
        context.on("weberror", lambda error: self.faults.append(f"script error: {error.error}"))
        context.on("request", self._request)
        context.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # A form refused with its reason (403, 409, 422 …) or a lost connection is an answer, though the browser and
        # htmx call it an error.
        answers = ("Failed to load resource", "Response Status Error Code 4", "htmx:")
        if message.type in ("error", "warning") and not message.text.startswith(answers):
            where = message.location
            self.faults.append(
                f"console {message.type}: {message.text} ({where['url']}:{where['lineNumber']})"
            )

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.faults.append(f"fetched from elsewhere: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 500:
            self.faults.append(f"{response.status}: {response.request.method} {response.url}")
        elif response.status == 404 and response.request.resource_type != "document":
            self.faults.append(f"not there: {response.url}")


@pytest.fixture
def watch(site: Site) -> Iterator[Watch]:
    """Watches every page of the journey, and fails it at its end."""
    watch = Watch(site.address)
    yield watch
    assert not watch.faults, "\n".join([*dict.fromkeys(watch.faults), "", site.log.read_text()[-4000:]])


@pytest.fixture
def open_page(new_context: Callable[..., BrowserContext], site: Site, watch: Watch) -> Callable[..., Page]:
    """A page of a browser of its own: `open_page(PHONE)`; more than one where two people meet."""

    def opened(size: dict[str, int], **wishes: Any) -> Page:
        context = new_context(
            base_url=site.address,
            viewport=size,
            locale=wishes.pop("locale", "da-DK"),
            reduced_motion="reduce",
            **({"has_touch": True, "is_mobile": True} if size is PHONE else {}),
            **wishes,
        )
        context.set_default_timeout(PATIENCE)
        watch.over(context)
        return context.new_page()

    return opened


@pytest.fixture
def desktop(open_page: Callable[..., Page]) -> Page:
    return open_page(DESKTOP)


@pytest.fixture
def phone(open_page: Callable[..., Page]) -> Page:
    return open_page(PHONE)


@pytest.fixture
def sign_in(site: Site, django_db_blocker: Any) -> Callable[[Page, Any], None]:
    """`sign_in(page, sara)`, a person or a person's key: the page's browser is from now on that person's."""

    def signed_in(page: Page, person: Any) -> None:
        from django.conf import settings
        from django.test import Client

        from pejlemaerke.organisation.models import Account

        with django_db_blocker.unblock():
            client = Client()
            whose = {"person__key": person} if isinstance(person, str) else {"person": person}
            client.force_login(
                Account.objects.get(**whose), backend="django.contrib.auth.backends.ModelBackend"
            )
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site.address}])

    return signed_in


# -- looking --------------------------------------------------------------------------------------------------------


def axe(page: Page) -> None:
    """Fails with what axe finds against WCAG 2.2 A and AA and its own good practice."""
    page.evaluate(AXE.read_text("utf-8") + "\n;undefined")
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']}).then(r => r.violations)")
    said = [
        f"{fault['id']} ({fault['impact']}): {fault['help']}\n    {node['html'][:300]}\n    {node['failureSummary']}"
        for fault in found
        for node in fault["nodes"]
    ]
    assert not said, f"axe on {page.url}\n" + "\n".join(said)


#: Elements that reach past the right edge and that nothing lets one scroll to.
_STICKING_OUT = """() => {
  const room = document.documentElement.clientWidth;
  const scrolls = e => e && e !== document.body && e !== document.documentElement
    && (getComputedStyle(e).overflowX !== 'visible' || scrolls(e.parentElement));
  return [...document.body.querySelectorAll('*')].filter(e => {
    const box = e.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && box.right > room + 1 && !scrolls(e.parentElement)
      && e.checkVisibility({visibilityProperty: true});
  }).slice(0, 5).map(e => Math.round(e.getBoundingClientRect().right) + ' px: ' + e.outerHTML.slice(0, 160));
}"""


def fits(page: Page) -> None:
    """Fails where something sticks out to the side: one would have to scroll there, or could not see it at all."""
    wide, room = page.evaluate(
        "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    culprits = page.evaluate(_STICKING_OUT)
    if wide > room or culprits:
        raise AssertionError(f"{page.url} does not fit in {room} px\n" + "\n".join(culprits))


def shot(page: Page, name: str) -> None:
    """A picture of the whole page, where `make screenshots` asks for them."""
    folder = os.environ.get("PEJL_SCREENSHOTS")
    if folder:
        width = page.viewport_size["width"] if page.viewport_size else 0
        # Hiding the caret would leave style attributes behind that our content security policy then speaks up about.
        page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True, caret="initial")


@pytest.fixture
def look() -> Callable[[Page, str], None]:
    """`look(page, "front")`: a picture, axe, one h1, and nothing sticking out."""

    def looked(page: Page, name: str) -> None:
        # A page that is just being left has no heading for a moment.
        page.wait_for_load_state()
        expect(page.locator("h1")).to_have_count(1)
        shot(page, name)
        fits(page)
        axe(page)

    return looked


#: Words as they stand in the code: one form, a pair to choose from by number, or a pattern as it is.
Words = str | tuple[str, str] | re.Pattern[str]

# -- people on their way --------------------------------------------------------------------------------------------


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def size(request: pytest.FixtureRequest) -> dict[str, int]:
    """A journey that asks for it is made twice: on a desk and on a phone."""
    found: dict[str, int] = request.param
    return found


@pytest.fixture
def database(site: Site, django_db_blocker: Any) -> Iterator[None]:
    """The server's own database, open to the test: what is made there is seen by the server at once."""
    with django_db_blocker.unblock():
        yield


@dataclass
class Walker:
    """A person with a browser. Finds the way by what can be read on the page, and clicks only what is there.

    Words are given as they stand in the code, in English, and looked for in the walker's own language; what no
    catalogue knows (a name, a playbook's question) is looked for as it is. `%(name)s` and the like are filled from
    the keywords; `n` chooses between two forms given as a pair.
    """

    page: Page
    _look: Callable[[Page, str], None]
    language: str = "da"

    def words(self, said: Words, **given: Any) -> str | re.Pattern[str]:
        """What stands on the page in this walker's language."""
        if isinstance(said, re.Pattern):
            return said
        with translation.override(self.language):
            if isinstance(said, tuple):
                return translation.ngettext(*said, given["n"]) % given
            found = translation.gettext(said)
        return found % given if given else found

    def goes_to(self, address: str) -> None:
        self.page.goto(address)

    def goes_to_front(self) -> None:
        """As one does when one has lost one's way."""
        self.page.goto("/")
        expect(self.page.locator("h1")).to_have_text(self.words("My page"))

    def follows(self, said: Words, *, within: str = "main", **given: Any) -> None:
        """The first visible link with these words."""
        self._visible(within, "link", said, given).click()

    def presses(self, said: Words, *, within: str = "main", exact: bool = False, **given: Any) -> None:
        self._visible(within, "button", said, given, exact=exact).click()

    def _visible(
        self, within: str, role: Any, said: Words, given: dict[str, Any], exact: bool = False
    ) -> Locator:
        place = self.page.locator(within)
        return place.get_by_role(role, name=self.words(said, **given), exact=exact).filter(visible=True).first

    def unfolds(self, said: Words, *, within: str = "main", **given: Any) -> None:
        """Opens what is folded under these words, and leaves it open if it is."""
        summary = self.page.locator(within).locator("summary", has_text=self.words(said, **given)).filter(
            visible=True
        ).first  # fmt: skip
        folded = summary.locator("xpath=..")
        if folded.get_attribute("open") is None:
            summary.click()
        expect(folded).to_have_attribute("open", "")

    def field(self, label: Words, *, within: str = "main") -> Locator:
        return self.page.locator(within).get_by_label(self.words(label)).filter(visible=True).first

    def writes(self, label: Words, text: str, *, within: str = "main") -> None:
        self.field(label, within=within).fill(text)

    def chooses(self, label: Words, option: Words, *, within: str = "main") -> None:
        """From a list that unfolds; a radio button or a box is ticked."""
        choice = self.field(label, within=within)
        words = self.words(option)
        named = choice.locator("option", has_text=words).first.get_attribute("value")
        choice.select_option(named)

    def ticks(self, label: Words, *, within: str = "main") -> None:
        """By the words beside the box: the box itself is drawn by the design system."""
        self.page.locator(within).locator("label", has_text=self.words(label)).filter(
            visible=True
        ).first.click()

    def reads(self, *texts: Words, **given: Any) -> None:
        for text in texts:
            expect(self.page.locator("body")).to_contain_text(self.words(text, **given))

    def does_not_read(self, *texts: Words, **given: Any) -> None:
        for text in texts:
            expect(self.page.locator("main")).not_to_contain_text(self.words(text, **given))

    def is_at(self, heading: Words, **given: Any) -> None:
        expect(self.page.locator("h1")).to_contain_text(self.words(heading, **given))

    def sees_it_saved(self) -> None:
        """Beside the title: the words and a clock."""
        expect(self.page.locator("#saved")).to_contain_text(re.compile(r"(Gemt|Saved)\D*\d{1,2}[.:]\d\d"))

    def is_refused(self, address: str, said: Words, **fields: str) -> None:
        """Past the page, straight at the address: an answer that says why, and no error."""
        token = self.page.locator("input[name=csrfmiddlewaretoken]").first.get_attribute("value")
        answer = self.page.request.post(
            address, form={**fields, "csrfmiddlewaretoken": str(token)}, headers={"Referer": self.page.url}
        )
        assert answer.status in (403, 409), f"{answer.status}: {address}"
        assert str(self.words(said)) in unescape(answer.text())

    def fetches(self, said: Words, *, within: str = "main") -> Path:
        """Where the downloaded file lies; its name ends as the one suggested."""
        with self.page.expect_download() as told:
            self.follows(said, within=within)
        path = Path(str(told.value.path()))
        return path.rename(path.with_name(f"{path.name}-{told.value.suggested_filename}"))

    def looks(self, name: str) -> None:
        self._look(self.page, name)


@pytest.fixture
def arrive(
    open_page: Callable[..., Page], sign_in: Callable[[Page, Any], None], look: Callable[[Page, str], None]
) -> Callable[..., Walker]:
    """`arrive(person, size)`: that person, signed in, at Min side."""

    def arrived(person: Any, size: dict[str, int] = DESKTOP, **wishes: Any) -> Walker:
        language = str(wishes.get("locale", "da-DK"))[:2]
        walker = Walker(open_page(size, **wishes), look, language)
        sign_in(walker.page, person)
        walker.goes_to_front()
        return walker

    return arrived


@pytest.fixture
def line(database: None, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The line of the briefs' own tests, in an organisation that belongs to this journey alone."""
    from pejlemaerke.briefs.tests import factories
    from pejlemaerke.organisation.tests import factories as make

    name = f"Testby {uuid4().hex[:8]}"
    own = make.organisation(name)
    monkeypatch.setattr(make, "organisation", lambda name=name: own)
    made = factories.line()
    for unit, level in ((made.top, "forvaltning"), (made.area, "område"), (made.homes, "område")):
        unit.level = level
        unit.save()
    for unit in (made.nord, made.syd, made.birken):
        unit.level = "arbejdsplads"
        unit.save()
    own.name = "Testby Kommune"
    own.save()
    for person in own_people(made):
        make.account(person)
    return made


def own_people(line: Any) -> list[Any]:
    return [
        line.karin, line.mette, line.sara, line.bo, line.kurt, line.lone, line.ali, line.ida, line.liv,
    ]  # fmt: skip
