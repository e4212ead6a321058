"""The kop of every kind of office, measured on the page (tata naskah 3.1)."""

import pytest

from tests.workflow.rendering import letters
from tests.workflow.rendering.page_lines import lines_of
from workflow.rendering.tree import Letterhead
from workflow.rendering.typst_renderer import TypstRenderer

GOVERNMENT = "PEMERINTAH KABUPATEN WANASARI"
ADDRESS = ("Jalan Alun-Alun Utara Nomor 1, Wanasari 00000", "Telepon (0000) 550101")
LONG = "DINAS PEKERJAAN UMUM, PENATAAN RUANG, PERUMAHAN DAN KAWASAN PERMUKIMAN"
LONGEST = (
    "DINAS PEMBERDAYAAN MASYARAKAT DAN DESA, PENGENDALIAN PENDUDUK DAN KELUARGA"
    " BERENCANA, PEMBERDAYAAN PEREMPUAN DAN PERLINDUNGAN ANAK"
)
# Lines as the unit holds them -> sizes in the unit of the kop, line by line.
KOPS = {
    "setda": ((GOVERNMENT, "SEKRETARIAT DAERAH"), (2, 3)),
    "dinas": ((GOVERNMENT, "DINAS KESEHATAN"), (2, 3)),
    "dinas_two_lines": ((GOVERNMENT, "DINAS KOMUNIKASI DAN INFORMATIKA"), (2, 3, 3)),
    "dinas_three_lines": ((GOVERNMENT, LONG), (2, 3, 3, 3)),
    "dinas_longest": ((GOVERNMENT, LONGEST), (2, 2, 2, 2, 2)),
    "dprd": (("DEWAN PERWAKILAN RAKYAT DAERAH", "KABUPATEN WANASARI"), (3, 3, 3)),
    "sekwan": ((GOVERNMENT, "SEKRETARIAT DPRD"), (2, 3)),
    "rsud": ((GOVERNMENT, "DINAS KESEHATAN", "RSUD WANASARI"), (2, 2.5, 3)),
    "kecamatan": ((GOVERNMENT, "KECAMATAN KARANGJATI"), (2, 3)),
    "kelurahan": (
        (GOVERNMENT, "KECAMATAN KARANGJATI", "KELURAHAN KAUMAN"),
        (2, 2.5, 3),
    ),
    "upt": ((GOVERNMENT, "DINAS PERTANIAN", "UPT BALAI BENIH PADI"), (2, 2.5, 3)),
    "school": ((GOVERNMENT, "DINAS PENDIDIKAN", "SMP NEGERI 1 WANASARI"), (2, 2.5, 3)),
    "puskesmas": ((GOVERNMENT, "DINAS KESEHATAN", "UPT PUSKESMAS KAUMAN"), (2, 2.5, 3)),
    "desa": (
        (GOVERNMENT, "KECAMATAN PANDAN", "PEMERINTAH DESA PANDANSARI"),
        (2, 2.5, 3),
    ),
}
UNIT_PT = 7.0  # of a letter in twelve points


def drawn(letterhead: Letterhead, paper: str = "A4") -> list:
    tree = letters.letter(letterhead=letterhead, page={"paper": paper})
    pdf = TypstRenderer().render(tree, tree.type, letters.final(tree)).bytes
    page = [line for line in lines_of(pdf) if line.page == 1]
    end = next(at for at, line in enumerate(page) if line.text == "Nomor")
    return [line for line in page[:end] if line.text]


@pytest.mark.parametrize("paper", ["A4", "F4"])
@pytest.mark.parametrize("name", KOPS)
def test_the_name_of_the_office_is_the_larger_line(name, paper):
    lines, sizes = KOPS[name]

    found = drawn(Letterhead(kind="agency", lines=lines, address=ADDRESS), paper)

    assert [line.size / UNIT_PT for line in found] == pytest.approx(
        [*sizes, 1, 1], abs=0.1
    )
    assert " ".join(line.text for line in found[:-2]) == " ".join(lines)


def test_a_name_that_no_three_lines_hold_is_never_smaller_than_the_line_above():
    name = "DINAS " + "PENGEMBANGAN KELEMBAGAAN DAN KETATALAKSANAAN PEMERINTAHAN " * 6

    found = drawn(Letterhead(kind="agency", lines=(GOVERNMENT, name.strip())))

    assert min(line.size for line in found) == pytest.approx(2 * UNIT_PT, abs=0.1)


def test_lines_of_a_broken_name_are_of_much_the_same_length():
    lines, _sizes = KOPS["dinas_three_lines"]

    found = drawn(Letterhead(kind="agency", lines=lines, address=ADDRESS))[1:4]

    widths = [line.right - line.left for line in found]
    assert min(widths) > 0.7 * max(widths)


def test_the_head_of_the_region_has_his_name_alone_two_to_one():
    head = Letterhead(
        kind="head_of_region", lines=("BUPATI WANASARI",), address=ADDRESS
    )

    name, *address = drawn(head)

    assert name.text == "BUPATI WANASARI"
    assert [name.size / line.size for line in address] == pytest.approx([2, 2])
