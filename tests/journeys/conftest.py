"""What a journey walks on: a real server, a real browser, and eyes for what must never happen on any page.

A journey takes `desktop` or `phone` (a page of that size), goes about it as a person would, and calls `look(page,
"name")` wherever somebody would stop to read: it takes a picture, asks axe, and sees that nothing sticks out to the
side. That the console is silent, that nothing is fetched from elsewhere and that the server never stumbles is watched
throughout.

All journeys of a worker share one server and one database: a journey takes units and people of its own.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

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
        # A form refused with its reason (403, 409, 422 …) is an answer, though the browser calls it an error.
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            self.faults.append(f"console {message.type}: {message.text}")

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
            **wishes,
        )
        context.set_default_timeout(10_000)
        watch.over(context)
        return context.new_page()

    return opened


@pytest.fixture
def desktop(open_page: Callable[..., Page]) -> Page:
    return open_page(DESKTOP)


@pytest.fixture
def phone(open_page: Callable[..., Page]) -> Page:
    return open_page(PHONE, has_touch=True, is_mobile=True)


@pytest.fixture
def sign_in(site: Site, django_db_blocker: Any) -> Callable[[Page, str], None]:
    """`sign_in(page, "lyngtoften.leder")`: the page's browser is from now on that person's."""

    def signed_in(page: Page, person: str) -> None:
        from django.conf import settings
        from django.test import Client

        from pejlemaerke.organisation.models import Account

        with django_db_blocker.unblock():
            client = Client()
            client.force_login(
                Account.objects.get(person__key=person), backend="django.contrib.auth.backends.ModelBackend"
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
        page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)


@pytest.fixture
def look() -> Callable[[Page, str], None]:
    """`look(page, "front")`: a picture, axe, one h1, and nothing sticking out."""

    def looked(page: Page, name: str) -> None:
        shot(page, name)
        assert page.locator("h1").count() == 1, f"{page.url} has {page.locator('h1').count()} h1"
        fits(page)
        axe(page)

    return looked
