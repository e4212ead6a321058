"""A letter for the gallery."""

from django.templatetags.static import static
from django.utils.html import format_html

from eoffice.shell.components import (
    Box,
    DifferenceLine,
    DifferencesPart,
    PageViewer,
    Route,
    RouteStep,
    SheetPage,
    StepMark,
    VerdictPanel,
)

TITLE = "Penyampaian data dukung evaluasi SPBE tahun 2026"


def viewer() -> PageViewer:
    """Two pages with a mark and a numbered box, and the text."""
    image = static("eoffice/shell/sample-page.svg")
    boxes = (
        Box(x=85, y=300, width=430, height=18, changed=True),
        Box(x=85, y=120, width=200, height=20, number=1),
    )
    return PageViewer(
        title=TITLE,
        pages=(SheetPage(image_url=image, boxes=boxes), SheetPage(image_url=image)),
        text=format_html(
            "<p><b>Kepada</b> Deputi Bidang Transformasi Digital Pemerintah</p>"
            "<p>Penilaian mandiri menghasilkan indeks <del>{}</del> <ins>{}</ins>.</p>",
            "3,41",
            "3,46",
        ),
        marks=True,
    )


def changes() -> DifferencesPart:
    """Two changes since the last look."""
    return DifferencesPart(
        title="Berubah sejak Anda baca",
        versions="Versi 3 ke 4",
        changes=(
            DifferenceLine(
                place="Butir 2, oleh Dewi Anggraini",
                lead="indeks",
                before="3,41",
                after="3,46",
            ),
            DifferenceLine(
                place="Butir 3, baru", after="Narahubung kami adalah Dewi …"
            ),
        ),
        rest="Lampiran tidak berubah.",
    )


def route() -> Route:
    """A route with a parallel stretch."""
    side = (
        RouteStep(
            state=StepMark.DONE,
            name="Hendra Wijaya",
            role="Kabag Organisasi",
            text="Paraf, Kamis 19 Nov, 08.55",
        ),
        RouteStep(
            state=StepMark.DONE,
            name="Ratna Puspitasari",
            role="Kabag Hukum",
            text="Paraf, Kamis 19 Nov, 09.30",
        ),
    )
    return Route(
        title="Jalur surat",
        steps=(
            RouteStep(
                state=StepMark.DONE,
                name="Dewi Anggraini",
                role="Kabid Aplikasi",
                text="Menyusun, Rabu 18 Nov, 10.12",
            ),
            RouteStep(
                state=StepMark.DONE,
                role="Koordinasi, berjalan bersamaan",
                text="",
                parallel=side,
            ),
            RouteStep(
                state=StepMark.NOW,
                name="Anda",
                role="Sekretaris Daerah",
                text="Tanda tangan, di meja Anda 4 hari",
            ),
            RouteStep(
                state=StepMark.WAITING,
                role="Nomor, tanda tangan, kirim ke 3 tujuan",
                text="Otomatis setelah Anda menandatangani",
            ),
        ),
    )


def verdicts() -> list[VerdictPanel]:
    """One of each kind."""
    facts = (("Hal", TITLE), ("Nomor", "000.8.3.3/1511/SETDA/2026"))
    return [
        VerdictPanel(
            kind="good",
            title="Kode ini milik surat asli",
            sentence="Terdaftar, utuh di arsip kami, dan masih berlaku.",
            ask="Cocokkan dengan surat di tangan Anda.",
            facts=facts,
        ),
        VerdictPanel(
            kind="bad",
            title="Isinya sudah berubah",
            sentence="PDF ini diubah sesudah ditandatangani.",
        ),
        VerdictPanel(
            kind="none",
            title="Kode ini tidak kami kenal",
            sentence="Periksa huruf demi huruf, atau unggah PDF-nya.",
        ),
    ]
