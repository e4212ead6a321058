"""Pictures of the running demo for README and docs/panduan: `make screenshots`.

Logs in as people of `var/demo/accounts.json` and writes PNGs to docs/screenshots.
"""

import json
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

DEMO = Path("var") / "demo"
OUT = Path("docs") / "screenshots"
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# name, words of the position, path (a link's words after "->" are followed), size
SHOTS = (
    ("beranda", "Sekretaris Daerah", "/", WIDE),
    ("beranda-ponsel", "Sekretaris Daerah", "/", PHONE),
    (
        "naskah-keluar",
        "Analis Kebijakan Ahli Muda pada Bagian",
        "/naskah-keluar/",
        WIDE,
    ),
    ("naskah-masuk", "Pengadministrasi Persuratan Sekretariat", "/naskah-masuk/", WIDE),
    ("disposisi", "Kepala Dinas Komunikasi", "/disposisi/", WIDE),
    ("arsip", "Arsiparis", "/arsip/", WIDE),
    ("cari", "Sekretaris Daerah", "/cari/?q=rapat", WIDE),
)


def _log_in(page: Page, base: str, account: dict[str, str]) -> None:
    page.goto(f"{base}/masuk/")
    page.fill("input[name=login]", account["username"])
    page.fill("input[name=password]", account["password"])
    page.keyboard.press("Enter")
    page.wait_for_url(f"{base}/")


def _shoot(browser: Browser, base: str, accounts: list[dict[str, str]]) -> None:
    for name, position, path, size in SHOTS:
        account = next(a for a in accounts if a["position"].startswith(position))
        context = browser.new_context(viewport=size, locale="id-ID")
        page = context.new_page()
        _log_in(page, base, account)
        page.goto(base + path)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=OUT / f"{name}.png")
        context.close()


def main() -> int:
    """Take all pictures of the demo that runs now."""
    if not (DEMO / "run.json").is_file():
        sys.stderr.write("the demo does not run: make demo\n")
        return 1
    base = json.loads((DEMO / "run.json").read_text("utf-8"))["base_url"]
    accounts = json.loads((DEMO / "accounts.json").read_text("utf-8"))
    OUT.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=ARGS)
        _shoot(browser, base, accounts)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
