"""Dispositions and agenda entries over the API: who may, who sees, what is refused."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from eoffice.audit.models import AuditEvent
from tests.office.incoming import disposed, empty_letter, registered
from tests.office.kabupaten import build_office
from tests.office.visitors import ROOT, patch, post, program_of
from workflow.models import Disposition, IncomingLetter, LedgerNumber

pytestmark = pytest.mark.django_db
ENTRY = {"sender": "Dinas Sosial Provinsi", "subject": "Permohonan data"}


def slip_for(incoming, *people, **more):
    recipients = [{"position": str(p.position.pk), "role": "lead"} for p in people]
    body = {"letter": str(incoming.pk), "recipients": recipients}
    return body | {"instructions": ["tindak_lanjuti"]} | more


def test_letter_is_registered_and_disposed_down_to_the_answer(office):
    incoming = empty_letter(office)
    path = f"/incoming-letters/{incoming.pk}"
    entry = post(program_of(office.setda_clerk), f"{path}/register", ENTRY)
    assert entry.json()["agenda_number"].startswith("SM/0001/SETDA/")

    given = post(
        program_of(office.sekda), "/dispositions", slip_for(incoming, office.kadis)
    )
    top = given.json()["id"]
    forward = {
        "recipients": [{"position": str(office.kabid.position.pk)}],
        "instructions": ["siapkan"],
    }
    child = post(program_of(office.kadis), f"/dispositions/{top}/forward", forward)
    below = child.json()["id"]
    too_soon = post(
        program_of(office.kadis), f"/dispositions/{top}/complete", {"answer": "Sudah"}
    )
    assert too_soon.status_code == 422
    for person, disposition in ((office.kabid, below), (office.kadis, top)):
        done = post(
            program_of(person),
            f"/dispositions/{disposition}/complete",
            {"answer": "Selesai"},
        )
        assert done.status_code == 200

    incoming.refresh_from_db()
    assert incoming.status == "completed"
    tree = program_of(office.sekda).get(f"{ROOT}/dispositions/{below}").json()["tree"]
    assert tree[0]["recipients"][0]["children"][0]["id"] == below


def test_exactly_those_who_take_part_see_the_disposition(office):
    disposition = disposed(office, office.kadis)
    sees = {office.sekda.user, office.kadis.user}
    everyone = [
        *(
            office.bupati,
            office.sekda,
            office.kabag,
            office.drafter,
            office.setda_clerk,
        ),
        *(office.setda_archivist, office.kadis, office.kabid, office.staff),
        *(office.kominfo_clerk, office.admin, office.auditor, office.stranger),
    ]

    for person in everyone:
        answer = program_of(person).get(f"{ROOT}/dispositions/{disposition.pk}")
        expected = 200 if person.user in sees else 404
        assert answer.status_code == expected, person.user.username


def test_exactly_register_heads_and_desks_see_an_ordinary_letter(office):
    incoming = registered(office)
    secret = registered(office, security_class="rahasia", number="9/R/2026")
    ordinary = [office.bupati, office.sekda, office.setda_clerk, office.setda_archivist]
    classed = {office.sekda.user, office.setda_clerk.user}
    people = [office.kabag, office.drafter, office.kadis, office.stranger, office.admin]

    names = {person.user for person in ordinary}
    for person in [
        *(office.bupati, office.sekda, office.setda_clerk, office.setda_archivist),
        *people,
    ]:
        client = program_of(person)
        plain = client.get(f"{ROOT}/incoming-letters/{incoming.pk}")
        hidden = client.get(f"{ROOT}/incoming-letters/{secret.pk}")
        assert (plain.status_code == 200) == (person.user in names)
        assert (hidden.status_code == 200) == (person.user in classed)
        listed = {
            one["id"] for one in client.get(f"{ROOT}/incoming-letters").json()["items"]
        }
        assert (str(secret.pk) in listed) == (person.user in classed)


def test_stranger_gets_404_at_every_address_and_changes_nothing(office):
    incoming = registered(office)
    disposition = disposed(office, office.kadis)
    before = (Disposition.objects.count(), LedgerNumber.objects.count())
    client = program_of(office.stranger)

    reads = ["", "/proposal", "/files/1/content", "/pages/1.png"]
    for tail in reads:
        path = f"{ROOT}/incoming-letters/{incoming.pk}{tail}"
        assert client.get(path).status_code == 404, tail
    posts = [
        (f"/incoming-letters/{incoming.pk}/register", ENTRY),
        (f"/incoming-letters/{incoming.pk}/complete", {}),
        ("/dispositions", slip_for(incoming, office.kabag)),
        (f"/dispositions/{disposition.pk}/read", {}),
        (f"/dispositions/{disposition.pk}/progress", {"text": "x"}),
        (f"/dispositions/{disposition.pk}/complete", {"answer": "x"}),
        (f"/dispositions/{disposition.pk}/recall", {}),
        (f"/dispositions/{disposition.pk}/reopen", {"reason": "x"}),
    ]
    for path, body in posts:
        assert post(client, path, body).status_code == 404, path
    assert (Disposition.objects.count(), LedgerNumber.objects.count()) == before


def test_double_click_gives_one_disposition(office):
    incoming = registered(office)
    client = program_of(office.sekda)
    body = slip_for(incoming, office.kadis)
    key = {"Idempotency-Key": "satu"}

    first = post(client, "/dispositions", body, **key)
    second = post(client, "/dispositions", body, **key)

    assert first.json()["id"] == second.json()["id"]
    assert Disposition.objects.count() == 1


def test_wrong_slip_names_every_fault_and_gives_nothing(office):
    incoming = registered(office)
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    body = slip_for(
        incoming, office.sekda, instructions=["tidak_ada"], due_on=yesterday
    )

    answer = post(program_of(office.sekda), "/dispositions", body)

    fields = {fault["field"] for fault in answer.json()["errors"]}
    assert answer.status_code == 422
    assert fields == {"recipients.0", "instructions", "due_on"}
    assert not Disposition.objects.exists()


def test_correction_wants_version_and_reason_and_is_kept_in_the_trail(office):
    incoming = registered(office)
    client = program_of(office.setda_clerk)
    path = f"/incoming-letters/{incoming.pk}"

    assert patch(client, path, {"reason": "x", "number": "1"}).status_code == 428
    stale = patch(client, path, {"reason": "x"}, **{"If-Match": '"99"'})
    assert stale.status_code == 412
    version = {"If-Match": f'"{incoming.row_version}"'}
    no_reason = patch(client, path, {"reason": " ", "number": "1"}, **version)
    assert no_reason.status_code == 422
    done = patch(client, path, {"reason": "salah ketik", "number": "77/B"}, **version)

    assert done.json()["number"] == "77/B"
    event = AuditEvent.objects.get(action="incoming.amended", object_id=incoming.pk)
    assert '"before":{"number":"400/12/Dinsos/2026"}' in event.payload


@pytest.mark.parametrize("name", ["incoming", "outgoing", "dispositions"])
def test_agenda_book_as_page_and_as_sheet(office, name):
    disposed(office, office.kadis)
    client = program_of(office.sekda)

    page = client.get(f"{ROOT}/registers/{name}")
    sheet = client.get(f"{ROOT}/registers/{name}.xlsx")

    assert page.status_code == 200
    assert len(page.json()["items"]) == (0 if name == "outgoing" else 1)
    assert sheet.content.startswith(b"PK")


def together(*acts):
    """Run the acts at once in threads; return their status codes, sorted."""

    def run(act):
        try:
            return act().status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


@pytest.mark.django_db(transaction=True)
def test_two_clerks_register_at_once_and_one_number_is_given():
    office = build_office()
    incoming = empty_letter(office)
    path = f"/incoming-letters/{incoming.pk}/register"
    clients = [program_of(office.setda_clerk), program_of(office.setda_clerk)]

    codes = together(*(lambda c=c: post(c, path, ENTRY) for c in clients))

    assert codes == [200, 409]
    assert LedgerNumber.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_receivers_complete_at_once_and_the_letter_closes():
    office = build_office()
    disposition = disposed(office, office.kadis, office.kabag)
    path = f"/dispositions/{disposition.pk}/complete"
    clients = [program_of(office.kadis), program_of(office.kabag)]

    codes = together(*(lambda c=c: post(c, path, {"answer": "Ya"}) for c in clients))

    assert codes == [200, 200]
    assert IncomingLetter.objects.get(pk=disposition.incoming_id).status == "completed"
