"""What a reader sees of an office file of each kind."""

import pytest

from tests.workflow.reading_views import papers
from workflow.reading_views.reading import parts
from workflow.reading_views.reading.list_labels import ListLabels, counted
from workflow.reading_views.tables import fitting
from workflow.word_files.reading.numbering import ListLevel

PICTURE = parts.GAPS["picture"]
LIST = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1"'
    ' style:num-format="a" style:num-suffix=")" text:start-value="2"/>'
    "</text:list-style>"
)
TEXT = (
    '<text:h text:outline-level="1">Nota</text:h>'
    '<text:list text:style-name="L"><text:list-item><text:p>satu</text:p>'
    "</text:list-item><text:list-item><text:p>dua</text:p></text:list-item></text:list>"
    '<text:p>Kata<text:s text:c="2"/>akhir<text:note><text:note-body><text:p>catatan'
    "</text:p></text:note-body></text:note></text:p>"
    "<table:table><table:table-row><table:table-cell><text:p>a</text:p>"
    "</table:table-cell><table:covered-table-cell/></table:table-row></table:table>"
    "<text:tracked-changes><text:p>lama</text:p></text:tracked-changes>"
)
SHEET = (
    '<table:table table:name="Rekap"><table:table-row>'
    '<table:table-cell office:value="1250000.5"/>'
    '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
    '<table:table-row table:number-rows-repeated="1000000">'
    "<table:table-cell/></table:table-row></table:table>"
)
SLIDE = (
    '<draw:page><draw:frame presentation:class="title"><draw:text-box>'
    "<text:p>Paparan</text:p></draw:text-box></draw:frame>"
    "<draw:frame><draw:image/></draw:frame>"
    "<presentation:notes><text:p>jangan dibaca</text:p></presentation:notes>"
    "</draw:page>"
)


def test_a_word_file_keeps_its_numbers_and_says_where_a_picture_is():
    answer = papers.read(papers.word())

    assert [papers.seen(block) for block in answer["blocks"]] == [
        ("heading", "Laporan"),
        ("point", "1.", "Satu"),
        ("point", "2.", "Dua"),
        ("point", "•", "Butir"),
        ("text", PICTURE),
        ("table", [["Judul"], ["", "isi"]]),
    ]
    assert answer["left_out"] == [{"kind": "picture", "times": 1, "pages": []}]


def test_a_workbook_names_columns_rows_and_what_is_hidden():
    assert papers.told(papers.workbook()) == [
        ("part", "Rekap"),
        (
            "table",
            [["", "A", "B", "C"], ["1", "Uraian", "1.250.000,5", "09-03-2026"]],
        ),
        ("part", "Rahasia"),
        ("table", [["", "A"], ["1", "25%"]]),
    ]
    shown = [b["hidden"] for b in papers.read(papers.workbook())["blocks"][::2]]
    assert shown == [False, True]


def test_each_slide_is_a_part_under_its_title():
    assert papers.told(papers.slides()) == [
        ("part", "1"),
        ("heading", "Paparan"),
        ("text", PICTURE),
        ("text", "Poin satu"),
    ]


@pytest.mark.parametrize(
    ("kind", "body", "seen"),
    [
        (
            "text",
            TEXT,
            [
                ("heading", "Nota"),
                ("point", "b)", "satu"),
                ("point", "c)", "dua"),
                ("text", f"Kata  akhir{parts.NOTE_GAP}"),
                ("table", [["a", ""]]),
            ],
        ),
        (
            "spreadsheet",
            SHEET,
            [("part", "Rekap"), ("table", [["", "A"], ["1", "1250000,5"]])],
        ),
        (
            "presentation",
            SLIDE,
            [("part", "1"), ("heading", "Paparan"), ("text", PICTURE)],
        ),
    ],
)
def test_files_of_libreoffice_are_read_as_well(kind, body, seen):
    data = papers.open_document(kind, body, styles=LIST)

    assert papers.told(data) == seen
    words = [one[-1] for one in seen if one[0] in {"heading", "text", "point"}]
    told = papers.lines(data)
    assert all(any(one in line for line in told) for one in words)


def test_a_long_sheet_ends_with_the_word_that_there_is_more(monkeypatch):
    monkeypatch.setattr("workflow.reading_views.reading.sheets.MOST_ROWS", 3)
    rows = "".join(
        f"<table:table-row><table:table-cell><text:p>{n}</text:p></table:table-cell>"
        "</table:table-row>"
        for n in range(5)
    )
    data = papers.open_document("spreadsheet", f"<table:table>{rows}</table:table>")

    *_first, table, more = papers.read(data)["blocks"]
    assert len(table["rows"]) == 4
    assert more == {"kind": "more", "what": "rows"}


def test_a_view_ends_where_a_file_goes_on_too_long(monkeypatch):
    monkeypatch.setattr(parts, "MOST_BLOCKS", 2)
    body = "<text:p>kata</text:p>" * 3

    answer = papers.read(papers.open_document("text", body))

    assert (len(answer["blocks"]), answer["is_cut"]) == (2, True)


def test_points_count_as_word_counts_them():
    labels = ListLabels()

    def point(level, number_id="1", **more):
        form = ("decimal", "lowerLetter")[level]
        pattern = ("%1.", "%1.%2)")[level]
        return labels.next(
            ListLevel(
                number_id=number_id,
                level=level,
                form=form,
                indent=0,
                pattern=pattern,
                kind_id="0",
                **more,
            )
        )

    found = [point(0), point(1), point(1), point(0), point(1)]
    again = [point(0, "2", restarts=True, start=1), point(0, "2", restarts=True)]

    assert found == ["1.", "1.a)", "1.b)", "2.", "2.a)"]
    assert again == ["1.", "2."]
    forms = ("upperRoman", "lowerLetter", "decimalZero", "decimal")
    assert [counted(28, form) for form in forms] == ["XXVIII", "bb", "28", "28"]


def cell(text="", across=1, down=1):
    return {"text": text, "across": across, "down": down}


@pytest.mark.parametrize(
    "rows",
    [
        [[cell("a", 3)], [cell(), cell()]],
        [[cell("a", 1, 5), cell()], [cell()]],
        [[cell("a", 10**9, 10**9)]],
        [[cell("a", 0)]],
    ],
)
def test_merged_cells_that_fit_nowhere_are_drawn_plain(rows):
    plain, columns = fitting(rows, 2)

    assert all(len(row) == columns for row in plain)
    assert {(c["across"], c["down"]) for row in plain for c in row} == {(1, 1)}


def test_merged_cells_that_fit_stay_merged():
    rows = [[cell("a", 2)], [cell(), cell("b", 1, 2)], [cell()]]

    assert fitting(rows, 2) == (rows, 2)
