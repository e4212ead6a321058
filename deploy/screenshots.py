"""Pictures of the running demo for README and docs/panduan: `make screenshots`.

Logs in as people of `var/demo/accounts.json` and writes PNGs to docs/screenshots.
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

DEMO = Path("var") / "demo"
OUT = Path("docs") / "screenshots"
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
PATIENCE_MS = 60_000
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
SEKDA, BUPATI = "Sekretaris Daerah", "Bupati"
DRAFTER = "Analis Kebijakan Ahli Muda pada Bagian Organisasi"
CLERK = "Pengadministrasi Persuratan Sekretariat"
HEAD, ARCHIVIST = "Kepala Dinas Komunikasi", "Arsiparis"
APPRAISER = "Kepala Bagian Umum"
ADMIN = "Administrator Sistem"
GATE = "Pengadministrasi Persuratan Pimpinan"
ID = "0"  # ids begin with it as long as this century is young


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One picture: of whose page (the beginning of the position; empty: a stranger's).

    `follow` are selectors of links, the first of each is gone to in turn.
    """

    name: str
    who: str
    path: str
    follow: tuple[str, ...] = ()
    phone: bool = False
    dark: bool = False


SHOTS = (
    Shot(name="masuk", who="", path="/masuk/"),
    Shot(name="beranda", who=SEKDA, path="/"),
    Shot(name="beranda-ponsel", who=SEKDA, path="/", phone=True),
    Shot(name="beranda-gelap", who=SEKDA, path="/", dark=True),
    Shot(name="naskah-keluar", who=DRAFTER, path="/naskah-keluar/"),
    Shot(
        name="tulis",
        who=DRAFTER,
        path="/naskah-keluar/?tab=konsep",
        follow=('main a[href$="/tulis/"]',),
    ),
    Shot(
        name="surat",
        who=DRAFTER,
        path="/naskah-keluar/?tab=terkirim",
        follow=(f'main a[href^="/naskah-keluar/{ID}"]',),
    ),
    Shot(name="tanda-tangan-massal", who=SEKDA, path="/naskah-keluar/tanda-tangan/"),
    Shot(name="naskah-masuk", who=CLERK, path="/naskah-masuk/"),
    Shot(
        name="pencatatan",
        who=CLERK,
        path="/naskah-masuk/?bagian=catat",
        follow=('main a[href$="/catat/"]',),
    ),
    Shot(name="disposisi", who=HEAD, path="/disposisi/"),
    Shot(
        name="disposisi-ponsel",
        who=HEAD,
        path="/disposisi/",
        follow=(f'main a[href^="/disposisi/{ID}"]',),
        phone=True,
    ),
    Shot(
        name="disposisi-pohon",
        who=BUPATI,
        path="/disposisi/?kotak=terkirim",
        follow=('main a:has-text("Rencana aksi SAKIP")',),
    ),
    Shot(name="arsip", who=ARCHIVIST, path="/arsip/"),
    Shot(
        name="berkas",
        who=ARCHIVIST,
        path="/arsip/berkas/",
        follow=(f'main a[href^="/arsip/berkas/{ID}"]',),
    ),
    Shot(
        name="arsip-satu",
        who=ARCHIVIST,
        path="/arsip/?berkas=sudah",
        follow=(f'main a[href^="/arsip/{ID}"]',),
    ),
    Shot(name="ruang-arsip", who=ARCHIVIST, path="/arsip/ruang/"),
    Shot(
        name="boks",
        who=ARCHIVIST,
        path="/arsip/boks/",
        follow=(f'main a[href^="/arsip/boks/{ID}"]',),
    ),
    Shot(name="peminjaman", who=ARCHIVIST, path="/arsip/pinjaman/"),
    Shot(name="program", who=ARCHIVIST, path="/arsip/program/"),
    Shot(
        name="usul-musnah",
        who=APPRAISER,
        path="/arsip/usul-musnah/",
        follow=('main a:has-text("kebersihan gedung")',),
    ),
    Shot(
        name="pemindahan",
        who=ARCHIVIST,
        path="/arsip/pemindahan/",
        follow=(f'main a[href^="/arsip/pemindahan/{ID}"]',),
    ),
    Shot(
        name="ekspor",
        who=ARCHIVIST,
        path="/arsip/ekspor/",
        follow=(f'main a[href^="/arsip/ekspor/{ID}"]',),
    ),
    Shot(
        name="jra",
        who=ADMIN,
        path="/pengaturan/jra/",
        follow=(f'main a[href^="/pengaturan/jra/{ID}"]',),
    ),
    Shot(name="organisasi", who=ADMIN, path="/pengaturan/organisasi/"),
    Shot(name="aturan-kantor", who=ADMIN, path="/pengaturan/aturan/"),
    Shot(name="mandat", who=ADMIN, path="/pengaturan/mandat/"),
    Shot(name="kop", who=ADMIN, path="/pengaturan/kop/"),
    Shot(name="kirim-keluar", who=CLERK, path="/keluar/kirim/"),
    Shot(name="gerbang", who=GATE, path="/"),
    Shot(
        name="periksa",
        who=DRAFTER,
        path="/naskah-keluar/?tab=terkirim",
        follow=(f'main a[href^="/naskah-keluar/{ID}"]', 'main a[href*="/v/"]'),
    ),
    Shot(name="cari", who=SEKDA, path="/cari/?q=rapat"),
)


def _log_in(page: Page, base: str, account: dict[str, str]) -> None:
    page.goto(f"{base}/masuk/")
    page.fill("input[name=login]", account["username"])
    page.fill("input[name=password]", account["password"])
    page.keyboard.press("Enter")
    page.wait_for_url(f"{base}/")
    page.goto(f"{base}/")  # the greeting of the log-in has been read


def _shoot(browser: Browser, base: str, account: dict[str, str], shot: Shot) -> None:
    context = browser.new_context(
        viewport=PHONE if shot.phone else WIDE,
        locale="id-ID",
        color_scheme="dark" if shot.dark else "light",
    )
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    if shot.who:
        _log_in(page, base, account)
    page.goto(base + shot.path)
    for selector in shot.follow:
        link = page.locator(selector).first.get_attribute("href") or ""
        page.goto(link if link.startswith("http") else base + link)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=OUT / f"{shot.name}.png")
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
        for shot in SHOTS:
            account = next(a for a in accounts if a["position"].startswith(shot.who))
            _shoot(browser, base, account, shot)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
