"""A body written to Word and read back is the same, over what both know."""

import io
import zipfile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eoffice.audit.models import AuditEvent
from tests.office.kabupaten import actor
from tests.office.outgoing import make_draft, noted, submitted
from tests.office.visitors import token_client
from tests.workflow.word_files.papers import read
from workflow.letters.content import build_tree, readable_body
from workflow.reading_copies import CopyAct
from workflow.rendering.body import parse_body
from workflow.word_files.exporting import give_draft_as_word
from workflow.word_files.writing.letter import MARK, word_of_body, word_of_letter

WORDS = st.sampled_from(["surat", "rapat <x>", "a & b", "العربية", "ꦗꦮ", "Rp1.000,00"])
MARKED = st.builds(
    lambda text, tags: (
        "".join([f"<{t}>" for t in tags])
        + text.replace("&", "&amp;").replace("<", "&lt;")
        + "".join([f"</{t}>" for t in reversed(tags)])
    ),
    WORDS,
    st.lists(st.sampled_from("biu"), unique=True, max_size=3).map(tuple),
)
INLINE = st.lists(MARKED, min_size=1, max_size=3).map(" kata<br>kata ".join)
PLAIN = st.sampled_from(["hari/tanggal", "tempat", "acara"])


def points(depth: int) -> st.SearchStrategy:
    if depth == 0:
        return st.lists(INLINE, min_size=1, max_size=2)
    point = st.builds(lambda t, i: {"text": t, "items": i}, INLINE, points(depth - 1))
    return st.lists(st.one_of(INLINE, point), min_size=1, max_size=3)


TABLE = st.builds(
    lambda cells, align: {
        "header": ["No", "Uraian", "Jumlah"],
        "rows": [*cells, [{"text": "dua", "colspan": 2, "rowspan": 2}, "x"], ["y"]],
        "widths": [10, 60, 30],
        "align": ["left", "left", align],
    },
    st.lists(st.lists(INLINE, min_size=3, max_size=3), min_size=1, max_size=2),
    st.sampled_from(["left", "right", "center"]),
)
PERSON = {"name": "Sri", "rank": "Penata (III/c)", "nip": "1988", "position": "Analis"}
BLOCKS = st.one_of(
    st.tuples(st.just("paragraph"), INLINE),
    st.tuples(st.just("numbered_list"), points(3)),
    st.tuples(
        st.just("numbered_list"),
        points(2).map(lambda items: {"style": "letter", "items": items}),
    ),
    st.tuples(st.just("table"), TABLE),
    st.tuples(st.just("people_table"), st.just([PERSON, {"name": "Adi"}])),
    st.tuples(
        st.just("fields"),
        st.lists(st.fixed_dictionaries({"label": PLAIN, "value": INLINE}), min_size=1),
    ),
    st.tuples(st.just("heading"), st.just({"text": "Judul <b>dua</b>", "level": 1})),
)


def shape(body) -> list:
    return [one.model_dump(exclude={"id"}) for one in body]


@settings(max_examples=40, deadline=None)
@given(st.lists(BLOCKS, min_size=1, max_size=4))
def test_blocks_written_and_read_are_the_same(rows):
    body = parse_body([{"type": kind, "value": value} for kind, value in rows])
    answer = read(word_of_body(body), keep_head=True)

    assert shape(parse_body(answer["blocks"])) == shape(body)
    assert [row["kind"] for row in answer["dropped"]] == ["header_footer"]


LAW = [
    {
        "type": "considerations",
        "value": [
            {"label": "Menimbang", "style": "letter", "items": ["bahwa a", "bahwa b"]}
        ],
    },
    {"type": "dictum", "value": {"word": "MEMUTUSKAN:", "items": ["satu", "dua"]}},
    {"type": "chapter", "value": {"kind": "bab", "title": "UMUM"}},
    {"type": "chapter", "value": {"kind": "bagian", "title": "Arti"}},
    {"type": "article", "value": {"paragraphs": ["Ayat satu.", "Ayat dua."]}},
    {"type": "signatures", "value": [{"role": "Saksi", "name": "Budi", "nip": "1"}]},
    {"type": "page_break", "value": None},
    {"type": "paragraph", "value": '<a href="https://example.go.id/">tautan</a>'},
]


def test_blocks_of_law_stand_there_with_the_numbers_that_the_page_counts():
    words = str(read(word_of_body(parse_body(LAW)), keep_head=True)["blocks"])

    counted = ("KEDUA", "BAB I", "Bagian Kesatu", "Pasal 1", "(2) Ayat dua.")
    wanted = ("Menimbang", *counted, "NIP 1", "page_break")
    assert [one for one in wanted if one not in words] == []
    assert '<a href="https://example.go.id/">tautan</a>' in words


@pytest.mark.django_db
def test_a_whole_draft_says_what_it_is_and_comes_back_as_its_body(office):
    letter = make_draft(office)
    body = readable_body(letter)
    data = word_of_letter(build_tree(letter, body=body))
    answer = read(data)

    assert shape(parse_body(answer["blocks"])) == shape(body)
    parts = {one["part"]: one["text"] for one in answer["head"]}
    assert parts["subject"] == letter.subject
    assert {"kop", "recipients", "signature", "copies"} <= set(parts)
    document = docx.Document(io.BytesIO(data))
    assert MARK in document.sections[0].header.paragraphs[0].text
    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None


@pytest.mark.django_db
def test_head_and_annexes_say_what_the_page_says(office):
    annex = {"type": "annex", "value": {"title": "DAFTAR PESERTA"}}
    line = {"type": "paragraph", "value": "Isi."}
    body = parse_body([line, annex, line, annex, line])
    tree = build_tree(make_draft(office), body=parse_body([line]))
    many = tuple((f"Camat {n}",) for n in range(5))

    def says(**changes):
        file = word_of_letter(tree.model_copy(update={"body": body, **changes}))
        return [one.text for one in docx.Document(io.BytesIO(file)).paragraphs]

    letter, decree = says(recipients=many), says(type="keputusan", title=None)

    counted = [one for one in letter if one.startswith("Lampiran ")]
    assert counted == ["Lampiran I surat", "Lampiran II surat", "Lampiran III surat"]
    assert letter.index("Yth. (daftar terlampir)") < letter.index("5. Camat 4")
    assert decree.count("TENTANG") == 3
    assert "LAMPIRAN II" in decree
    assert not any(one.startswith(("Sifat", "Hal", "Yth.")) for one in decree)


@pytest.mark.django_db
def test_who_takes_part_gets_a_draft_noted_and_named_and_others_nothing(office):
    letter = make_draft(office, security_class="rahasia")
    path = f"/api/v1/letters/{letter.pk}/draft.docx"
    answer = token_client(office.drafter.official).get(path)

    assert answer.status_code == 200
    head = docx.Document(io.BytesIO(answer.content)).sections[0].header
    assert office.drafter.official.full_name in head.paragraphs[0].text
    assert AuditEvent.objects.filter(action=CopyAct.WORD).count() == 1
    assert token_client(office.kadis.official).get(path).status_code == 404
    assert AuditEvent.objects.filter(action=CopyAct.WORD).count() == 1


@pytest.mark.django_db
def test_a_returned_letter_leaves_as_word_and_a_submitted_one_does_not(office):
    returned = noted(office).version.letter
    client = token_client(office.kabag.official)

    answer = give_draft_as_word(actor=actor(office.kabag), letter_id=returned.pk)
    assert answer.headers["Content-Disposition"].endswith('"konsep.docx"')
    path = f"/api/v1/letters/{submitted(office).pk}/draft.docx"
    assert client.get(path).status_code == 409
