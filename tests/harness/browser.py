"""A real browser on the running office: fixtures for stories told in pages.

`address` is that of a live server on the worker's database; `page` is a desktop
window, `phone` a narrow one, `new_window` opens further people's windows. Every window
fails its test when a script of ours throws or the security policy refuses something.
"""

import os
from collections.abc import Callable, Iterator

import pytest
from django.db import connections
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
DESKTOP = {"width": 1366, "height": 900}
PHONE = {"width": 360, "height": 800}
ACTION_TIMEOUT_MS = 15_000

OpenWindow = Callable[..., Page]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser per module; windows are separate sessions in it.

    Playwright keeps an event loop in this thread as long as it runs: the ORM would
    refuse to work in it, and whoever signs in a later module could not start its own.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()
    # Out of the loop again: what this thread held open led to a database dropped since.
    connections.close_all()


@pytest.fixture
def address(live_server, settings) -> str:
    """Address of a live server with static files; links are built from it."""
    settings.BASE_URL = live_server.url
    settings.WAGTAILADMIN_BASE_URL = live_server.url
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    return live_server.url


@pytest.fixture
def new_window(chromium: Browser, address: str) -> Iterator[OpenWindow]:
    """Return a function that opens a window of its own person (cookies apart)."""
    complaints: list[str] = []
    contexts = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            complaints.append(f"console: {message.text}")

    def fail(error: Error) -> None:
        complaints.append(f"script: {error}")

    def open_window(*, viewport: dict[str, int] = DESKTOP, dark: bool = False) -> Page:
        context = chromium.new_context(
            base_url=address,
            viewport=viewport,
            locale="id-ID",
            timezone_id="Asia/Jakarta",
            color_scheme="dark" if dark else "light",
            accept_downloads=True,
        )
        context.set_default_timeout(ACTION_TIMEOUT_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", fail)
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def page(new_window: OpenWindow) -> Page:
    """A desktop window on the live office."""
    return new_window()


@pytest.fixture
def phone(new_window: OpenWindow) -> Page:
    """A window of 360 pixels on the live office."""
    return new_window(viewport=PHONE)
