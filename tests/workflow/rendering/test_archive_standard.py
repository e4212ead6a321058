"""Every kind of page keeps PDF/A-2a and PDF/UA-1, and the quick check agrees."""

import pytest

from workflow.rendering.body import parse_body
from workflow.rendering.file_check import check_file
from workflow.rendering.tree import Annex, Letterhead
from workflow.rendering.typst_renderer import TypstRenderer

from . import letters
from .layout_examples import EXAMPLES
from .plan_letter import plan_is_found, plan_letter
from .verapdf import passed_claims

DRAWN = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 90"><defs>
<linearGradient id="a"><stop offset="0" stop-color="#fff"/></linearGradient></defs>
<path d="M0 0h90v90z" fill="url(#a)" fill-opacity="0.5"/></svg>"""
# As `letterheads.emblem_reading` wraps what it encoded again: two points, half seen.
PIXELS = (
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAAEUlEQVR4nGMUibKpYGBgYAAABugB"
    "JIb0zeYAAAAASUVORK5CYII="
)
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><image width="2"'
    f' height="1" href="data:image/png;base64,{PIXELS}"/></svg>'
)


def with_emblem(svg: str) -> Letterhead:
    return letters.SECRETARIAT.model_copy(update={"emblem_svg": svg})


@pytest.fixture(scope="module")
def samples() -> dict[str, bytes]:
    annex = Annex(title="Daftar", body=parse_body(letters.EVERY_BLOCK))
    long_table = {
        "header": ["Desa", "Hasil"],
        "rows": [[f"Desa {n}", "<b>baik</b>"] for n in range(120)],
    }
    trees = {
        "surat": letters.letter(annexes=(annex, annex)),
        "bupati": letters.letter(
            letterhead=letters.REGENT, security_class="sangat_rahasia", cc=()
        ),
        "nota": letters.nota_dinas(),
        "lambang": letters.letter(letterhead=with_emblem(DRAWN)),
        "lambang-png": letters.letter(letterhead=with_emblem(PICTURE)),
        "tabel": letters.letter([{"type": "table", "value": long_table}]),
        "arab": letters.letter(
            [{"type": "paragraph", "value": "السلام عليكم ✓ " + "x" * 90}]
        ),
    }
    drawing = TypstRenderer()
    trees |= {f"layout-{name}": tree for name, tree in EXAMPLES.items()}
    trees["gambar-dan-lampiran"] = plan_letter()
    with plan_is_found():
        files = {
            name: drawing.render(tree, tree.type, letters.final(tree)).bytes
            for name, tree in trees.items()
        }
    for name in ("surat", "nota"):
        tree = trees[name]
        drawn = drawing.render(tree, tree.type, letters.preview())
        files[f"{name}-konsep"] = drawn.bytes
    return files


@pytest.mark.slow
def test_veraPDF_passes_both_standards_for_every_kind_of_page(tmp_path, samples):  # noqa: N802 - the product's name
    files = []
    for name, pdf in samples.items():
        files.append(tmp_path / f"{name}.pdf")
        files[-1].write_bytes(pdf)
    claims = passed_claims(files)
    assert all(passed == {"2a", "ua1"} for passed in claims.values()), claims


def test_the_quick_check_finds_nothing_in_our_own_pages(samples):
    faults = {name: check_file(pdf) for name, pdf in samples.items()}

    assert faults == {name: [] for name in samples}
