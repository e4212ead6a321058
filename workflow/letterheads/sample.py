"""A page of a letter that was never written: for a look at kop, paper and foot."""

from workflow.letterheads.foot_text import FOOT_TEXT
from workflow.letterheads.page_profile import PAGE_PROFILE
from workflow.rendering.body import parse_body
from workflow.rendering.pool import renderer
from workflow.rendering.ports import Rendered, RenderFacts
from workflow.rendering.tree import Letterhead, LetterTree, SignatureBlock

# Printed, so in the language of letters; it says of itself that it is an example.
SUBJECT = "Contoh kepala surat"
TEXT = (
    "Halaman ini contoh dan bukan surat. Kepala surat, lambang, ukuran kertas, batas"
    " tepi dan huruf di sini sama dengan surat yang akan disusun sesudah pengaturan ini"
    " berlaku."
)


def sample_tree(letterhead: Letterhead) -> LetterTree:
    """Return the content of the example under this kop, by today's page rules."""
    return LetterTree(
        type="surat_dinas",
        page=PAGE_PROFILE.current().profile(),
        letterhead=letterhead,
        place="Tempat",
        subject=SUBJECT,
        recipients=(("Pembaca contoh",),),
        recipients_place="Tempat",
        body=parse_body([{"id": "contoh", "type": "paragraph", "value": TEXT}]),
        signature=SignatureBlock(authority=("NAMA JABATAN,",), name="Nama Pejabat"),
        unit=letterhead.lines[-1],
        foot=FOOT_TEXT.current().frozen(),
    )


def draw_sample(letterhead: Letterhead) -> Rendered:
    """Draw the example.

    Raises:
        RenderRefused: the archive standard cannot be kept with this emblem.
        RenderFailed: the page could not be drawn just now.
    """
    tree = sample_tree(letterhead)
    return renderer().render(tree, tree.type, RenderFacts(mode="preview"))
