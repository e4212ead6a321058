"""Which page layouts there are: the one place that is asked."""

from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workflow.typesetting import layouts

#: How a chooser calls them. A layout without words here is shown by its code.
WORDS: dict[str, str | Promise] = {
    "surat_dinas": _("Letter: head block at the left, addressee, body"),
    "nota_dinas": _("Note: title, Yth., Dari, Hal"),
    "memo": _("Memo"),
    "tugas": _("Order: Dasar, Kepada, Untuk"),
    "spd": _("Travel order in two sheets"),
    "edaran": _("Circular"),
    "keputusan": _("Decree: considerations and dictum"),
    "instruksi": _("Instruction"),
    "peraturan": _("Regulation: chapters and articles"),
    "pengumuman": _("Announcement"),
    "berita_acara": _("Record of an event, signed by the parties"),
    "keterangan": _("Statement: who signs, about whom"),
    "pengantar": _("Covering letter with receipt"),
    "kuasa": _("Power of attorney, two signatures"),
    "perjanjian": _("Agreement of two parties"),
    "telaahan": _("Staff study"),
    "laporan": _("Report in chapters"),
    "notula": _("Minutes of a meeting"),
    "radiogram": _("Radiogram form"),
    "sertifikat": _("Certificate, landscape with a border"),
    "disposisi": _("Disposition sheet"),
    "naskah": _("Plain page with a title"),
}
PAGES = Path(layouts.__file__).parent / "typst"
DRAWN = frozenset(
    layout for layout in layouts.LAYOUTS if (PAGES / f"{layout}.typ").is_file()
)


def drawn_layouts() -> frozenset[str]:
    """Return the layouts that there is a page for: letters of others wait for it."""
    return DRAWN


def layout_words(layout: str) -> str:
    """Return the layout as a chooser calls it."""
    return str(WORDS.get(layout, layout))
