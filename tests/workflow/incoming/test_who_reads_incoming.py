"""Entry and content of incoming letters: exactly who sees which, at every door."""

import pytest

from eoffice.organisation.models import PositionDuty
from eoffice.outbox.relay import drain
from tests.office.incoming import (
    disposed,
    disposition,
    empty_letter,
    received,
    registered,
)
from tests.office.kabupaten import actor
from tests.office.outgoing import sent
from tests.office.signers import make_signer
from tests.office.visitors import ROOT, client_of, patch, program_of
from tests.workflow.incoming.rights import (
    content_doors,
    entry_doors,
    let_in,
    listed_to,
)
from workflow.dispositions.operations.giving import give_disposition
from workflow.incoming.queries.shown import shown_incoming
from workflow.models import IncomingLetter

pytestmark = pytest.mark.django_db
SECRET_WORDS = "Pemeriksaan khusus atas mutasi pejabat"


def secret_on_desk(office, **changes) -> IncomingLetter:
    """A confidential letter on the secretary's desk."""
    values = {"subject": SECRET_WORDS, "security_class": "rahasia"}
    return registered(office, **(values | changes))


def amended(office, incoming, **changes):
    """Correct the entry as its clerk."""
    answer = patch(
        program_of(office.setda_clerk),
        f"/incoming-letters/{incoming.pk}",
        {"reason": "Salah kelas", **changes},
        **{"If-Match": f'"{incoming.row_version}"'},
    )
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_before_its_entry_only_the_clerks_of_the_register_see_a_letter(office):
    incoming = received(office)

    assert let_in(office, [*entry_doors(incoming), *content_doors(incoming)]) == {
        "setda_clerk"
    }
    assert listed_to(office, incoming) == {"setda_clerk"}


def test_an_ordinary_letter_opens_whole_to_desk_heads_and_register(office):
    incoming = received(office)
    doors = [*entry_doors(incoming), *content_doors(incoming)]
    body = {"sender": "Dinas Sosial", "subject": "Permohonan data"}
    client = program_of(office.setda_clerk)
    path = f"{ROOT}/incoming-letters/{incoming.pk}/register"
    client.post(path, body, content_type="application/json")

    seen = {"bupati", "sekda", "setda_clerk", "setda_archivist"}
    assert let_in(office, doors) == seen
    assert listed_to(office, incoming) == seen


@pytest.mark.parametrize("security_class", ["terbatas", "rahasia", "sangat_rahasia"])
def test_a_classed_letter_from_inside_is_read_at_its_desk_alone(office, security_class):
    make_signer(office.sekda)
    sent(office, subject=SECRET_WORDS, security_class=security_class)
    drain()
    incoming = IncomingLetter.objects.get()

    assert let_in(office, entry_doors(incoming)) == {"kadis", "kominfo_clerk"}
    assert listed_to(office, incoming) == {"kadis", "kominfo_clerk"}
    assert let_in(office, content_doors(incoming)) == {"kadis"}


def test_the_clerk_sees_the_entry_of_a_classed_letter_without_subject_or_files(office):
    make_signer(office.sekda)
    sent(office, subject=SECRET_WORDS, security_class="terbatas")
    drain()
    incoming = IncomingLetter.objects.get()
    address = f"{ROOT}/incoming-letters/{incoming.pk}"

    entry = program_of(office.kominfo_clerk).get(address).json()
    page = client_of(office.kominfo_clerk).get(f"/naskah-masuk/{incoming.pk}/")
    desk = program_of(office.kadis).get(address).json()

    assert entry["agenda_number"] == incoming.agenda_number
    assert (entry["number"], entry["sender"]) == (incoming.number, incoming.sender)
    assert entry["files"] == []
    assert SECRET_WORDS not in str(entry)
    assert SECRET_WORDS not in page.content.decode()
    assert incoming.agenda_number in page.content.decode()
    assert desk["subject"] == SECRET_WORDS
    assert len(desk["files"]) == 1


def test_a_scanned_letter_classed_at_registration_closes_to_its_clerk(office):
    incoming = received(office)
    body = {"sender": "Kejaksaan", "subject": SECRET_WORDS, "security_class": "rahasia"}
    program_of(office.setda_clerk).post(
        f"{ROOT}/incoming-letters/{incoming.pk}/register",
        body,
        content_type="application/json",
    )

    assert let_in(office, entry_doors(incoming)) == {"sekda", "setda_clerk"}
    assert let_in(office, content_doors(incoming)) == {"sekda"}


def test_receivers_of_a_slip_read_the_classed_letter_and_nobody_else_comes_in(office):
    incoming = received(office)
    body = {"sender": "Kejaksaan", "subject": SECRET_WORDS, "security_class": "rahasia"}
    program_of(office.setda_clerk).post(
        f"{ROOT}/incoming-letters/{incoming.pk}/register",
        body,
        content_type="application/json",
    )
    give_disposition(
        actor=actor(office.sekda),
        incoming_id=incoming.pk,
        content=disposition(office.kadis),
    )

    assert let_in(office, content_doors(incoming)) == {"sekda", "kadis"}
    assert let_in(office, entry_doors(incoming)) == {"sekda", "kadis", "setda_clerk"}


def test_a_seat_that_is_no_longer_clerk_loses_the_entries_at_once(office):
    incoming = secret_on_desk(office)
    waiting = empty_letter(office)
    seat, other = office.setda_clerk.position, office.drafter.position
    assert let_in(office, entry_doors(incoming)) == {"sekda", "setda_clerk"}

    seat.duties = []
    seat.save()
    other.duties = [PositionDuty.RECORD_CLERK]
    other.save()

    assert let_in(office, entry_doors(incoming)) == {"sekda", "drafter"}
    assert let_in(office, entry_doors(waiting)) == {"drafter"}


def test_raising_the_class_closes_the_letter_at_the_next_request(office):
    incoming = received(office)
    program_of(office.setda_clerk).post(
        f"{ROOT}/incoming-letters/{incoming.pk}/register",
        {"sender": "Inspektorat", "subject": SECRET_WORDS},
        content_type="application/json",
    )
    incoming.refresh_from_db()

    told = amended(office, incoming, security_class="rahasia")

    assert told["security_class"] == "rahasia"
    assert SECRET_WORDS not in str(told)
    assert let_in(office, content_doors(incoming)) == {"sekda"}
    assert listed_to(office, incoming) == {"sekda", "setda_clerk"}


LISTS = (
    "/",
    "/naskah-masuk/",
    "/naskah-masuk/?bagian=semua",
    "/naskah-masuk/?bagian=meja",
    "/disposisi/",
    "/disposisi/?kotak=terkirim",
    f"{ROOT}/me/queue",
    f"{ROOT}/incoming-letters",
    f"{ROOT}/dispositions",
    f"{ROOT}/dispositions?box=sent",
    f"{ROOT}/registers/incoming",
    f"{ROOT}/registers/dispositions",
)


def test_subjects_of_confidential_letters_and_slips_stand_on_their_own_page(office):
    incoming = secret_on_desk(office)
    other = secret_on_desk(office, number="7/R/2026")
    given = give_disposition(
        actor=actor(office.sekda),
        incoming_id=incoming.pk,
        content=disposition(office.kadis, note="Telusuri mutasi itu"),
    )

    for person in (office.sekda, office.kadis, office.setda_clerk):
        for address in LISTS:
            client = program_of(person) if address.startswith(ROOT) else None
            answer = (client or client_of(person)).get(address)
            assert answer.status_code == 200, address
            text = answer.content.decode()
            assert SECRET_WORDS not in text, (person.user.username, address)
            assert "Telusuri" not in text, (person.user.username, address)
    page = client_of(office.sekda).get(f"/naskah-masuk/{other.pk}/").content.decode()
    assert page.count(SECRET_WORDS) >= 1
    assert SECRET_WORDS not in page[: page.index("</title>")]
    read = client_of(office.kadis).get(f"/disposisi/{given.pk}/").content.decode()
    assert SECRET_WORDS in read
    assert SECRET_WORDS not in read[: read.index("</title>")]


@pytest.mark.parametrize("name", ["incoming", "dispositions", "outgoing"])
def test_no_sheet_of_a_book_holds_a_confidential_subject(office, name):
    import io

    from openpyxl import load_workbook

    make_signer(office.sekda)
    sent(office, subject=SECRET_WORDS, security_class="rahasia")
    incoming = secret_on_desk(office)
    give_disposition(
        actor=actor(office.sekda),
        incoming_id=incoming.pk,
        content=disposition(office.kadis),
    )

    sheet = program_of(office.sekda).get(f"{ROOT}/registers/{name}.xlsx")

    rows = list(load_workbook(io.BytesIO(sheet.content)).active.values)
    assert len(rows) == 2
    assert SECRET_WORDS not in str(rows)


def test_words_of_a_hidden_subject_find_nothing_in_the_list(office):
    incoming = secret_on_desk(office)
    limited = registered(
        office, subject="Mutasi terbatas", security_class="terbatas", number="3/T"
    )

    def found(person, words: str) -> set[str]:
        answer = program_of(person).get(f"{ROOT}/incoming-letters", {"q": words})
        return {one["id"] for one in answer.json()["items"]}

    assert found(office.setda_clerk, "mutasi") == set()
    assert found(office.sekda, "mutasi") == {str(limited.pk)}
    assert found(office.setda_clerk, incoming.number) == {str(incoming.pk)}


def test_a_restricted_subject_is_listed_to_its_desk_and_not_to_the_clerk(office):
    limited = registered(office, subject=SECRET_WORDS, security_class="terbatas")

    assert shown_incoming(limited, actor(office.sekda)) == SECRET_WORDS
    assert SECRET_WORDS not in shown_incoming(limited, actor(office.setda_clerk))


def test_a_slip_on_an_ordinary_letter_is_listed_by_its_subject(office):
    given = disposed(office, office.kadis)

    items = program_of(office.kadis).get(f"{ROOT}/dispositions").json()["items"]

    assert [one["subject"] for one in items] == [given.incoming.subject]
