"""The running demo as a visitor meets it: pages in a real browser, memory at rest.

    uv run python -m bench.demo

Uses the demo that runs, or starts one on port 8093 for as long as it measures. Bytes
are what crosses the wire; a warm page is the second visit with a filled cache.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, Response, sync_playwright

from bench.figures import Row, keep, within

RUN, ACCOUNTS = Path("var/demo/run.json"), Path("var/demo/accounts.json")
CHROMIUM = "/usr/bin/chromium"
PORT, PATIENCE_S, REST_S = 8093, 600, 5
WARM_KB, WARM_REQUESTS = 100, 15
#: Of the drafting page on the first visit, the picture of the first sheet included.
COLD_DRAFT_KB = 350
WINDOW = {"width": 1280, "height": 800}
HOME = "/"
#: The first of the person's drafts, in the editor.
DRAFT = "/naskah-keluar/?tab=konsep"
#: Whose page, by the beginning of the position's title.
PAGES = (
    ("Sekretaris Daerah", HOME),
    ("Sekretaris Daerah", "/naskah-keluar/"),
    ("Pengadministrasi Persuratan Sekretariat", "/naskah-masuk/"),
    ("Kepala Dinas Komunikasi", "/disposisi/"),
    ("Arsiparis", "/arsip/"),
    ("Sekretaris Daerah", "/cari/?q=rapat"),
    ("Kepala Bagian Organisasi", DRAFT),
)


@contextmanager
def running() -> Iterator[dict[str, object]]:
    """Offer the facts of a running demo; what was started here is stopped again."""
    started = None
    if not RUN.is_file():
        eoffice = Path(sys.executable).parent / "eoffice"
        command = [str(eoffice), "demo", "start", "--port", str(PORT)]
        started = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _wait(started)
    try:
        yield json.loads(RUN.read_text("utf-8"))
    finally:
        if started is not None:
            started.terminate()
            started.wait(timeout=60)


def _wait(started: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not RUN.is_file():
        if started.poll() is not None or time.monotonic() > deadline:
            message = "the demo did not start: make demo says why"
            raise SystemExit(message)
        time.sleep(1)


class Wire:
    """Counts what a window loads over the wire."""

    def __init__(self, page: Page) -> None:
        """Listen to the window from now on."""
        self.bytes, self.requests = 0, 0
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._finished)
        page.on("response", self._answered)

    def _finished(self, event: dict[str, float]) -> None:
        self.bytes += int(event["encodedDataLength"])

    def _answered(self, answer: Response) -> None:
        timing = answer.request.timing
        if timing["responseStart"] >= 0 and not answer.from_service_worker:
            self.requests += 1

    def visit(self, page: Page, url: str) -> tuple[int, int]:
        """Load the page; return bytes and requests it took."""
        self.bytes = self.requests = 0
        page.goto(url)
        page.wait_for_load_state("networkidle")
        return self.bytes, self.requests


def pages(base: str) -> list[Row]:
    """Measure every page cold and warm."""
    accounts = json.loads(ACCOUNTS.read_text("utf-8"))
    rows: list[Row] = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        for position, path in PAGES:
            account = next(a for a in accounts if a["position"].startswith(position))
            context = browser.new_context(viewport=WINDOW, locale="id-ID")
            rows.append(_cold_and_warm(context.new_page(), base, account, path))
            context.close()
        browser.close()
    return rows


def _cold_and_warm(page: Page, base: str, account: dict[str, str], path: str) -> Row:
    page.goto(f"{base}/masuk/")
    page.fill("input[name=login]", account["username"])
    page.fill("input[name=password]", account["password"])
    page.keyboard.press("Enter")
    page.wait_for_url(f"{base}/")
    cold_kb = COLD_DRAFT_KB if path == DRAFT else None
    if path == DRAFT:
        path = _draft_of(page, base)
    wire = Wire(page)
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")
    cold, asked = wire.visit(page, base + path)
    warm, again = wire.visit(page, base + path)
    row: Row = {
        "what": f"{path} ({account['position']})",
        "limit": f"warm {WARM_KB} KB, {WARM_REQUESTS} requests",
        "cold_kb": round(cold / 1000, 1),
        "cold_requests": asked,
        "warm_kb": round(warm / 1000, 1),
        "warm_requests": again,
    }
    judged = within(row, "warm_kb", WARM_KB)
    if cold_kb and cold / 1000 > cold_kb:
        return {**judged, "kept": "OVER"}
    return judged if again <= WARM_REQUESTS else {**judged, "kept": "OVER"}


def _draft_of(page: Page, base: str) -> str:
    """Return the address of a draft; without one, of a new nota dinas."""
    page.goto(base + DRAFT)
    found = page.locator('main a[href$="/tulis/"]')
    if not found.count():
        page.goto(f"{base}/naskah-keluar/baru/")
        page.get_by_role("button", name="Nota Dinas").first.click()
        page.wait_for_url("**/tulis/")
        return urlsplit(page.url).path
    return str(found.first.get_attribute("href"))


def _children(pid: int) -> list[int]:
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += _children(int(child))
    return found


def _share_mb(pid: int) -> float:
    """Return the process' proportional share of memory (PSS) in megabytes."""
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    line = next(one for one in told.splitlines() if one.startswith("Pss:"))
    return int(line.split()[1]) / 1024


def memory(run: dict[str, object]) -> list[Row]:
    """Measure what the demo's processes hold when nobody works."""
    time.sleep(REST_S)
    rows: list[Row] = []
    named: dict[str, int] = run["pids"]  # type: ignore[assignment]
    for name, pid in named.items():
        if name == "supervisor" or not pid:
            continue
        held = sum(_share_mb(one) for one in _children(pid))
        rows.append({"what": f"memory at rest: {name}", "pss_mb": round(held)})
    whole = sum(int(str(row["pss_mb"])) for row in rows)
    return [*rows, {"what": "memory at rest: all of the demo", "pss_mb": whole}]


def main() -> int:
    """Measure pages, then memory."""
    with running() as run:
        rows = [*pages(str(run["base_url"])), *memory(run)]
    return keep("demo", rows)


if __name__ == "__main__":
    sys.exit(main())
