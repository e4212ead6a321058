"""The page beside the text knows where each part stands; a fault leads to its part."""

import pytest
from django.urls import reverse

from tests.office.outgoing import make_draft
from tests.office.visitors import client_of
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

    found = places(drawn, "A4")

    assert found == [("a", 1, 0.5), ("b", 2, 0.1), ("far", 9, 0.0594)]


def test_a_fault_of_the_text_names_its_part():
    try:
        parse_body([{"id": "kosong", "type": "paragraph", "value": ""}])
    except BodyFaulty as refusal:
        faults = list(refusal.faults)

    (told,) = told_faults(faults)

    assert isinstance(faults[0], BlockFault)
    assert (told["anchor"], told["block"]) == ("isi", "kosong")


@pytest.mark.django_db
def test_sheets_in_sight_are_drawn_and_an_equal_picture_is_not_sent_again(office):
    words = "Bersama ini kami sampaikan hal yang perlu ditindaklanjuti. " * 12
    body = [{"type": "paragraph", "value": words} for _n in range(16)]
    letter = make_draft(office, body=body)
    form = {"subject": letter.subject, "signatory": str(letter.signatory_position_id)}
    client, url = client_of(office.drafter), reverse("letter_preview", args=[letter.pk])

    first = client.post(url, form, headers={"accept-encoding": "gzip"})
    drawn = client.post(url, form).json()
    (sheet,) = drawn["sheets"]
    shown = f"1:{sheet['tag']}"
    again = client.post(url, form | {"see": [shown, "2:", "9999:", "x"]}).json()
    same = client.post(url, form | {"see": [shown], "shown_hash": drawn["hash"]})

    assert first.headers["Content-Encoding"] == "gzip"
    assert drawn["count"] >= 2
    assert sheet["src"].startswith("data:image/png;base64,")
    by_page = {one["page"]: "src" in one for one in again["sheets"]}
    assert by_page == {1: False, 2: True, drawn["count"]: True}
    assert same.json()["sheets"] == []
    assert "places" not in same.json()
