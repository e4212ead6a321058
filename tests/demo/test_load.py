"""The volume for measuring obeys what the operations would have written."""

import pytest

from archive.models import Record, RecordFile
from archive.records.access import records_visible_to
from archive.records.access import refresh_access as refresh_record
from demo.load.making import Load
from tests.office.kabupaten import actor
from workflow.dispositions.access import dispositions_visible_to
from workflow.incoming.access import incoming_visible_to
from workflow.incoming.access import refresh_access as refresh_incoming
from workflow.letters.access import letters_visible_to
from workflow.letters.access import refresh_access as refresh_letter
from workflow.models import (
    Disposition,
    IncomingLetter,
    LedgerNumber,
    Letter,
    LetterVersion,
    Register,
)

LETTERS = 200

pytestmark = pytest.mark.django_db


@pytest.fixture
def load(office):
    made = Load(seed=7, batch=10)
    made.make(LETTERS, lambda _done: None)
    return made


def test_load_counts_what_it_made(load):
    assert load.made == {
        "letters": Letter.objects.count(),
        "incoming": IncomingLetter.objects.count(),
        "dispositions": Disposition.objects.count(),
        "records": Record.objects.count(),
    }
    assert load.made["letters"] == LETTERS
    assert min(load.made.values()) > LETTERS // 4


def test_load_writes_the_access_tokens_of_the_operations(load):
    written_by = [
        *((one, refresh_letter) for one in Letter.objects.all()),
        *((one, refresh_incoming) for one in IncomingLetter.objects.all()),
    ]
    for thing, refresh in written_by:
        written = sorted(thing.access_tokens)

        refresh(thing)

        assert sorted(thing.access_tokens) == written, (thing, thing.status)
    for record in Record.objects.select_related("letter", "incoming", "unit"):
        written = list(record.access_tokens)

        refresh_record(record)

        assert record.access_tokens == written


def test_load_numbers_without_a_gap_and_none_twice(load):
    for register in Register.objects.all():
        values = LedgerNumber.objects.filter(register=register).values_list("value")
        taken = sorted(value for (value,) in values)

        assert taken == list(range(1, register.last_value + 1))


def test_load_fills_the_lists_of_every_role(load, office):
    def seen(what, *people):
        return max(what(actor(person)).count() for person in people)

    leaders = (office.sekda, office.kadis)
    clerks = (office.setda_clerk, office.kominfo_clerk)
    drafters = (office.drafter, office.staff, office.kabid)
    assert seen(incoming_visible_to, *clerks) > 0
    assert seen(incoming_visible_to, *leaders) > 0
    assert seen(dispositions_visible_to, *leaders, *drafters) > 0
    assert seen(letters_visible_to, *drafters) > 0
    assert seen(records_visible_to, office.setda_archivist, *clerks) > 0
    assert RecordFile.objects.exists()


def test_versions_of_a_load_belong_to_their_letters(load):
    for letter in Letter.objects.exclude(status="draft"):
        assert LetterVersion.objects.get(letter=letter) == letter.current_version
