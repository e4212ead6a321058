"""The page beside the text knows where each part stands; a fault leads to its part."""

from workflow.admin.drafting.preview import places, told_faults
from workflow.rendering.body import parse_body
from workflow.rendering.errors import BlockFault, BodyFaulty
from workflow.rendering.ports import Rendered


def test_the_page_tells_where_each_part_begins():
    marks = {
        "block:b": (2, 80.0, 84.189),
        "number": (1, 80.0, 100.0),
        "block:a": (1, 80.0, 420.945),
        "block:far": (9, 80.0, 50.0),
    }
    drawn = Rendered(bytes=b"", sha256="", pages=9, marks=marks)

    assert places(drawn, "A4") == [("a", 1, 0.5), ("b", 2, 0.1)]


def test_a_fault_of_the_text_names_its_part():
    try:
        parse_body([{"id": "kosong", "type": "paragraph", "value": ""}])
    except BodyFaulty as refusal:
        faults = list(refusal.faults)

    (told,) = told_faults(faults)

    assert isinstance(faults[0], BlockFault)
    assert (told["anchor"], told["block"]) == ("isi", "kosong")
