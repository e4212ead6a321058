"""Which formats lie in the archive, and which lack a copy that lasts."""

from datetime import date

import pytest

from archive.formats.watching import (
    Durability,
    durability_of,
    formats_seen_by,
    records_in_format,
)
from archive.models import RecordContent
from eoffice.errors import NotFound
from eoffice.objects.models import StoredObject
from tests.office.kabupaten import actor
from tests.office.records import make_record
from tests.office.visitors import client_of
from workflow.models import ReadingView, SecurityClass

pytestmark = pytest.mark.django_db
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OLD = "application/msword"


def put(record, media_type, mark: str) -> StoredObject:
    stored = StoredObject.objects.create(
        bucket="b", key=mark, version_id="1", sha256=mark * 64, size=1024
    )
    StoredObject.objects.filter(pk=stored.pk).update(media_type=media_type)
    RecordContent.objects.create(record=record, stored=stored, name=mark)
    return stored


@pytest.fixture
def archive(office):
    first = make_record(office, record_date=date(2024, 2, 1))
    second = make_record(office, record_date=date(2026, 2, 1))
    put(first, "application/pdf", "a")
    put(second, OLD, "b")
    put(second, DOCX, "c")
    with_view = put(first, DOCX, "d")
    pages = put(second, "application/pdf", "e")
    ReadingView.objects.create(sha256=with_view.sha256, pdf=pages)
    return first, second


def test_what_is_at_risk_stands_first_and_what_lacks_a_pdfa_is_counted(office, archive):
    lines = formats_seen_by(actor(office.setda_archivist))

    told = [(one.name, one.durability, one.files, one.without_pdfa) for one in lines]
    assert told == [
        (OLD, Durability.AT_RISK, 1, 0),
        ("DOCX", Durability.WATCHED, 2, 1),
        ("PDF", Durability.DURABLE, 2, 0),
    ]
    assert lines[1].oldest_on == date(2024, 2, 1)
    assert lines[1].size == 2048
    found = records_in_format(actor(office.setda_archivist), OLD)
    assert found == [archive[1]]


def test_classed_files_unread_are_not_counted_and_others_learn_nothing(office, archive):
    hidden = make_record(office, security_class=SecurityClass.SANGAT_RAHASIA)
    put(hidden, "image/webp", "f")
    keeper = actor(office.setda_archivist)

    assert "image/webp" not in {one.media_type for one in formats_seen_by(keeper)}
    assert records_in_format(keeper, "image/webp") == []
    for person in (office.drafter, office.stranger):
        with pytest.raises(NotFound):
            formats_seen_by(actor(person))
        with pytest.raises(NotFound):
            records_in_format(actor(person), OLD)


def test_the_page_says_what_to_look_at(office, archive):
    browser = client_of(office.setda_archivist)

    page = browser.get("/arsip/format/", {"jenis": OLD}).content.decode()

    assert "DOCX" in page
    assert archive[1].number in page
    assert browser.get("/arsip/format/", {"jenis": "x/y"}).status_code == 200
    assert client_of(office.drafter).get("/arsip/format/").status_code == 404


@pytest.mark.parametrize(
    ("media_type", "judged"),
    [
        ("image/tiff", Durability.DURABLE),
        ("application/vnd.oasis.opendocument.text", Durability.WATCHED),
        ("image/webp", Durability.AT_RISK),
        ("", Durability.AT_RISK),
    ],
)
def test_formats_are_judged_by_their_type(media_type, judged):
    assert durability_of(media_type) == judged
