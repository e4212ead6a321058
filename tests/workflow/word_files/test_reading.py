"""What stands in a Word file, and what a letter takes of it."""

import docx

from tests.workflow.word_files.papers import read, saved, told, word, xml_file

LEVELS = (("decimal", "%1."), ("lowerLetter", "%2."), ("decimal", "%3)"))


def run(text: str, marks: str = "") -> str:
    return f'<w:r><w:rPr>{marks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def values(answer) -> list:
    return [(one["type"], one["value"]) for one in answer["blocks"]]


def test_marks_breaks_and_links_are_kept_and_signs_are_escaped():
    document = docx.Document()
    paragraph = document.add_paragraph("Biasa ")
    paragraph.add_run("tebal").bold = True
    paragraph.add_run(" & <b>").italic = True
    paragraph.add_run().add_break()
    paragraph.add_run("garis").underline = True
    answer = read(saved(document))

    text = "Biasa <b>tebal</b><i> &amp; &lt;b&gt;</i><br><u>garis</u>"
    assert values(answer) == [("paragraph", text)]


def test_numbering_of_the_file_gives_points_and_their_levels():
    document = docx.Document()
    for style, text in (
        ("List Number", "satu"),
        ("List Number 2", "satu a"),
        ("List Number", "dua"),
    ):
        document.add_paragraph(text, style=style)
    document.add_paragraph("Penutup.")
    answer = read(saved(document))

    points = [{"text": "satu", "items": ["satu a"]}, "dua"]
    assert values(answer) == [("numbered_list", points), ("paragraph", "Penutup.")]


def test_a_line_further_in_is_the_rest_of_its_point_only_if_the_list_goes_on():
    document = docx.Document()
    document.add_paragraph("satu", style="List Number")
    document.add_paragraph("lanjutan").paragraph_format.left_indent = 360000
    document.add_paragraph("dua", style="List Number")
    document.add_paragraph("lain").paragraph_format.left_indent = 360000
    answer = read(saved(document))

    assert values(answer) == [
        ("numbered_list", ["satu<br>lanjutan", "dua"]),
        ("paragraph", "lain"),
    ]


def test_merged_cells_header_and_columns_of_numbers():
    document = docx.Document()
    table = document.add_table(4, 3)
    for row, texts in zip(table.rows, ("ABC", "abc", "defg", "hij"), strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = text
        row.cells[2].paragraphs[0].alignment = 2
    table.cell(1, 0).merge(table.cell(2, 0)).text = "dua baris"
    table.cell(3, 0).merge(table.cell(3, 1)).text = "dua kolom"
    [(kind, value)] = values(read(saved(document)))

    assert kind == "table"
    assert value["header"] == ["A", "B", "C"]
    assert value["rows"] == [
        [{"text": "dua baris", "rowspan": 2}, "b", "c"],
        ["e", "f"],
        [{"text": "dua kolom", "colspan": 2}, "j"],
    ]
    assert value["align"] == ["left", "left", "right"]


def test_labels_with_a_tab_and_in_a_table_without_borders_are_fields():
    document = docx.Document()
    document.add_paragraph("hari/tanggal\t: Kamis, 3 Desember 2026")
    document.add_paragraph("pukul: 09:00 WIB")
    document.add_paragraph("")
    document.add_paragraph("Kami sampaikan: rapat ditunda.")
    table = document.add_table(2, 3)
    for row, texts in zip(
        table.rows, (("tempat", ":", "Aula"), ("acara", ":", "Rapat")), strict=True
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    answer = read(saved(document))

    assert values(answer) == [
        (
            "fields",
            [
                {"label": "hari/tanggal", "value": "Kamis, 3 Desember 2026"},
                {"label": "pukul", "value": "09:00 WIB"},
            ],
        ),
        ("paragraph", "Kami sampaikan: rapat ditunda."),
        (
            "fields",
            [
                {"label": "tempat", "value": "Aula"},
                {"label": "acara", "value": "Rapat"},
            ],
        ),
    ]


def test_tracked_insertions_are_kept_and_what_is_no_text_is_counted_by_page():
    answer = read(
        xml_file(
            f"<w:p>{run('Tetap')}<w:ins w:id='1'>{run(' baru')}</w:ins>"
            "<w:del w:id='2'><w:r><w:delText>lama</w:delText></w:r></w:del>"
            f"{run('rahasia', '<w:vanish/>')}</w:p>"
            "<w:p><w:r><w:br w:type='page'/></w:r></w:p>"
            "<w:p><w:r><w:lastRenderedPageBreak/><w:drawing/><w:drawing/></w:r>"
            f"{run('Halaman dua')}<w:r><w:commentReference w:id='1'/></w:r></w:p>"
        )
    )

    assert values(answer) == [
        ("paragraph", "Tetap baru"),
        ("page_break", None),
        ("paragraph", "Halaman dua"),
    ]
    assert told(answer) == {
        "deleted": (1, [1]),
        "hidden": (1, [1]),
        "picture": (2, [2]),
        "comment": (1, [2]),
    }


def test_a_formula_of_a_table_stays_as_its_value():
    cell = "<w:tc><w:p>{}</w:p></w:tc>"
    sum_field = "<w:fldSimple w:instr='=SUM(ABOVE)'>" + run("30") + "</w:fldSimple>"
    rows = [["Uraian", "Jumlah"], ["Kertas", "30"]]
    texts = [[run(one) for one in row] for row in rows] + [[run("Jumlah"), sum_field]]
    inside = "".join(
        f"<w:tr>{''.join(cell.format(one) for one in row)}</w:tr>" for row in texts
    )
    answer = read(xml_file(f"<w:tbl>{inside}</w:tbl>"))

    assert answer["blocks"][0]["value"]["rows"][-1] == ["Jumlah", "30"]
    assert told(answer) == {"formula": (1, [])}


def test_a_table_wider_than_a_letter_takes_becomes_lines_and_loses_no_word():
    document = docx.Document()
    table = document.add_table(2, 14)
    for row in table.rows:
        for n, cell in enumerate(row.cells):
            cell.text = f"k{n}"
    answer = read(saved(document))

    assert [one["type"] for one in answer["blocks"]] == ["paragraph", "paragraph"]
    assert "k13" in answer["blocks"][1]["value"]
    assert "wide_table" in told(answer)


HEAD = (
    *("PEMERINTAH KABUPATEN WANASARI", "DINAS KESEHATAN"),
    *("Jalan Merdeka Nomor 1, Telepon (0281) 123", ""),
    "Nomor\t: 400.7/12/2026\tWanasari, 3 Desember 2026",
    *("Sifat\t: Biasa", "Hal\t: Undangan Rapat", "\t  Koordinasi", ""),
    *("Yth. Kepala Dinas Kominfo", "di", "Wanasari", ""),
)
END = (
    *("Kepala Dinas Kesehatan,", "", "", "", "dr. Budi", "NIP 19700101 199001 1 001"),
    *("Tembusan:", "1. Bupati"),
)


def test_a_head_typed_in_the_file_is_left_out_and_told_with_its_words():
    answer = read(word(*HEAD, "Dengan hormat, kami mengundang Saudara.", "", *END))

    assert values(answer) == [("paragraph", "Dengan hormat, kami mengundang Saudara.")]
    parts = {one["part"]: one["text"] for one in answer["head"]}
    assert parts["subject"] == "Undangan Rapat Koordinasi"
    assert parts["recipients"] == "Yth. Kepala Dinas Kominfo\ndi\nWanasari"
    assert parts["kop"].endswith("Telepon (0281) 123")
    assert "dr. Budi" in parts["signature"]
    assert parts["copies"] == "Tembusan:\n1. Bupati"


def test_the_head_stays_where_that_is_asked_for():
    answer = read(word(*HEAD, "Isi.", *END), keep_head=True)

    assert answer["head"] == []
    words = str(answer["blocks"])
    assert all(text.strip("\t ").split(":")[-1].strip() in words for text in HEAD[:2])
    assert "dr. Budi" in words


def test_a_text_without_a_head_keeps_every_line():
    lines = ("Kepala Dinas hadir dalam rapat.", "Hal itu dibahas.", "Terima kasih.")
    answer = read(word(*lines))

    assert [one["value"] for one in answer["blocks"]] == list(lines)
    assert answer["head"] == []
