"""TU pimpinan and ajudan prepare, the leader gives: who may what, and who did what."""

import io
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from pypdf import PdfReader

from eoffice.audit.models import AuditEvent
from eoffice.errors import NotFound, OfficeError, Stale
from eoffice.notifications.models import Notification
from eoffice.outbox.relay import drain
from tests.office.incoming import disposition, registered
from tests.office.kabupaten import actor, build_office
from tests.office.visitors import ROOT, client_of, post, program_of
from tests.workflow.dispositions.desk_help import add_helper, prepared
from tests.workflow.incoming.rights import content_doors, entry_doors, let_in
from workflow.dispositions.access import dispositions_visible_to
from workflow.dispositions.errors import PreparedClosed
from workflow.dispositions.models import Disposition, PreparedDisposition
from workflow.dispositions.operations.giving import give_disposition
from workflow.dispositions.operations.preparing import (
    drop_prepared,
    issue_prepared,
    prepare_disposition,
)
from workflow.incoming.queries.lists import on_helped_desks

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(office):
    return add_helper(office)


def test_the_helper_prepares_and_the_leader_gives_it_in_one_act(house):
    incoming = registered(house)
    draft = prepared(house, incoming, note="Mohon ditindaklanjuti")
    assert not Disposition.objects.exists()

    page = client_of(house.sekda).get(f"/naskah-masuk/{incoming.pk}/")
    assert "Mohon ditindaklanjuti" in page.content.decode()
    client_of(house.sekda).post(
        f"/disposisi/rancangan/{draft.pk}/terbitkan/", {"versi": draft.row_version}
    )

    given = Disposition.objects.get()
    assert given.giver == house.sekda.official
    assert given.note == "Mohon ditindaklanjuti"
    events = AuditEvent.objects.filter(action__startswith="disposition.")
    told = {one.action: one for one in events}
    assert told["disposition.prepared"].official_id == house.helper.official.pk
    assert told["disposition.issued"].official_id == house.sekda.official.pk
    issued = json.loads(told["disposition.issued"].payload)
    assert str(house.helper.official.pk) in json.dumps(issued)


def test_the_leader_changes_it_before_giving(house):
    incoming = registered(house)
    draft = prepared(house, incoming)
    client = client_of(house.sekda)

    form = client.get(f"/naskah-masuk/{incoming.pk}/disposisi/").content.decode()
    assert f'value="{draft.pk}"' in form
    client.post(
        f"/naskah-masuk/{incoming.pk}/disposisi/",
        {
            "rancangan": str(draft.pk),
            "versi": "1",
            "to": str(house.kabag.position.pk),
            "instruction": "siapkan",
            "note": "Diubah",
        },
    )

    given = Disposition.objects.get()
    assert [one.position for one in given.receivers.all()] == [house.kabag.position]
    draft.refresh_from_db()
    assert (draft.is_open, draft.issued) == (False, given)


def test_a_draft_ends_unused_when_the_leader_gives_another(house):
    incoming = registered(house)
    draft = prepared(house, incoming, note="Mohon ditindaklanjuti")

    given = give_disposition(
        actor=actor(house.sekda),
        incoming_id=incoming.pk,
        content=disposition(house.kadis, note="Hadiri rapatnya"),
    )
    drain()

    draft.refresh_from_db()
    assert (draft.is_open, draft.issued, draft.given_instead) == (False, None, given)
    page = client_of(house.helper).get(f"/naskah-masuk/{incoming.pk}/").content.decode()
    assert "Rancangan tidak dipakai" in page
    assert "Hadiri rapatnya" in page
    told = Notification.objects.get(kind="disposition.draft_unused")
    assert told.official == house.helper.official
    with pytest.raises(PreparedClosed):
        issue_prepared(
            actor=actor(house.sekda), prepared_id=draft.pk, expected_version=1
        )


def test_a_helper_never_gives(house):
    incoming = registered(house)
    draft = prepared(house, incoming)
    who = actor(house.helper)

    with pytest.raises(NotFound):
        give_disposition(
            actor=who, incoming_id=incoming.pk, content=disposition(house.kadis)
        )
    with pytest.raises(NotFound):
        issue_prepared(actor=who, prepared_id=draft.pk, expected_version=1)
    path = f"/incoming-letters/{incoming.pk}/prepared-disposition/issue"
    assert post(program_of(house.helper), path, {"version": 1}).status_code == 404
    assert not Disposition.objects.exists()


@pytest.mark.parametrize("name", ["kabag", "drafter", "setda_clerk", "kadis"])
def test_nobody_else_prepares_or_sees_a_draft(house, name):
    incoming = registered(house)
    draft = prepared(house, incoming)
    person = getattr(house, name)

    with pytest.raises(NotFound):
        prepare_disposition(
            actor=actor(person),
            incoming_id=incoming.pk,
            content=disposition(house.kadis),
        )
    with pytest.raises(NotFound):
        drop_prepared(actor=actor(person), prepared_id=draft.pk)
    path = f"{ROOT}/incoming-letters/{incoming.pk}/prepared-disposition"
    assert program_of(person).get(path).status_code == 404


def test_the_list_opens_at_the_leaders_desk_for_a_helper_with_nothing_of_their_own(
    house,
):
    incoming = registered(house)

    page = client_of(house.helper).get("/naskah-masuk/").content.decode()

    assert incoming.subject in page
    assert (
        incoming.subject
        not in client_of(house.kabag).get("/naskah-masuk/").content.decode()
    )


def test_the_helper_sees_the_desk_and_the_leaders_dispositions(house):
    incoming = registered(house)
    given = give_disposition(
        actor=actor(house.sekda),
        incoming_id=registered(house, number="2/B").pk,
        content=disposition(house.kadis),
    )
    who = actor(house.helper)

    assert list(on_helped_desks(who)) == [incoming]
    assert "helper" in let_in(house, entry_doors(incoming))
    assert list(dispositions_visible_to(who)) == [given]
    listed = client_of(house.helper).get("/disposisi/?kotak=pimpinan")
    assert str(given.pk) in listed.content.decode()


def test_content_of_a_classed_letter_stays_closed_to_the_helper(house):
    incoming = registered(house, security_class="rahasia", subject="Pemeriksaan")
    given = give_disposition(
        actor=actor(house.sekda),
        incoming_id=incoming.pk,
        content=disposition(house.kadis),
    )
    who = actor(house.helper)

    assert "helper" in let_in(house, entry_doors(incoming))
    assert "helper" not in let_in(house, content_doors(incoming)[:1])
    entry = client_of(house.helper).get(f"/naskah-masuk/{incoming.pk}/")
    assert "Pemeriksaan" not in entry.content.decode()
    assert not dispositions_visible_to(who).filter(pk=given.pk).exists()
    with pytest.raises(NotFound):
        prepared(house, registered(house, security_class="rahasia", number="3/R"))


def test_a_position_without_the_duty_helps_nobody(house):
    incoming = registered(house)
    house.helper.position.duties = []
    house.helper.position.save()

    with pytest.raises(NotFound):
        prepared(house, incoming)
    assert "helper" not in let_in(house, entry_doors(incoming))


def test_two_who_prepare_at_once_do_not_mix(house):
    incoming = registered(house)
    prepared(house, incoming)

    with pytest.raises(Stale):
        prepared(house, incoming, house.kabag)
    prepared(house, incoming, house.kabag, version=1)

    assert PreparedDisposition.objects.get().row_version == 2


def test_what_was_given_or_dropped_is_not_given_again(house):
    incoming = registered(house)
    draft = prepared(house, incoming)
    who = actor(house.sekda)
    issue_prepared(actor=who, prepared_id=draft.pk, expected_version=1)

    with pytest.raises(PreparedClosed):
        issue_prepared(actor=who, prepared_id=draft.pk, expected_version=1)
    second = prepared(house, incoming)
    drop_prepared(actor=actor(house.helper), prepared_id=second.pk)
    with pytest.raises(PreparedClosed):
        issue_prepared(actor=who, prepared_id=second.pk, expected_version=1)

    assert Disposition.objects.count() == 1


def test_the_leader_does_not_give_what_changed_meanwhile(house):
    incoming = registered(house)
    draft = prepared(house, incoming)
    prepared(house, incoming, house.kabag, version=1)

    with pytest.raises(Stale):
        issue_prepared(
            actor=actor(house.sekda), prepared_id=draft.pk, expected_version=1
        )


def test_a_program_prepares_and_gives(house):
    incoming = registered(house)
    path = f"{ROOT}/incoming-letters/{incoming.pk}/prepared-disposition"
    body = {
        "recipients": [{"position": str(house.kadis.position.pk)}],
        "instructions": ["tindak_lanjuti"],
    }

    made = program_of(house.helper).put(path, body, content_type="application/json")
    seen = program_of(house.sekda).get(path)
    given = post(
        program_of(house.sekda), path.removeprefix(ROOT) + "/issue", {"version": 1}
    )

    assert (made.status_code, seen.json()["version"]) == (200, 1)
    assert given.status_code == 201
    assert program_of(house.sekda).get(path).status_code == 404


def test_the_helper_prints_what_the_leader_gave_but_no_classed_one(house):
    plain, classed = (
        give_disposition(
            actor=actor(house.sekda),
            incoming_id=registered(house, number=n, security_class=level).pk,
            content=disposition(house.kadis, note="Segera dibahas"),
        )
        for n, level in (("1/A", "biasa"), ("1/R", "rahasia"))
    )

    page = client_of(house.helper).get(f"/disposisi/{plain.pk}/")
    sheet = client_of(house.helper).get(f"/disposisi/{plain.pk}/lembar.pdf")
    api = program_of(house.sekda).get(f"{ROOT}/dispositions/{plain.pk}/sheet.pdf")

    text = PdfReader(io.BytesIO(sheet.content)).pages[0].extract_text()
    assert "lembar.pdf" in page.content.decode()
    assert "Segera dibahas" in text
    assert house.kadis.position.title in text
    assert api.content.startswith(b"%PDF")
    for person in (house.helper, house.sekda):
        gone = client_of(person).get(f"/disposisi/{classed.pk}/lembar.pdf")
        assert gone.status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_leaders_acts_at_once_give_one_disposition():
    house = add_helper(build_office())
    incoming = registered(house)
    draft = prepared(house, incoming)

    def give(_n) -> str:
        try:
            issue_prepared(
                actor=actor(house.sekda), prepared_id=draft.pk, expected_version=1
            )
        except OfficeError as refusal:
            return refusal.code
        finally:
            connections.close_all()
        return "given"

    with ThreadPoolExecutor(2) as pool:
        told = sorted(pool.map(give, range(2)))

    assert told == ["given", "prepared_closed"]
    assert Disposition.objects.count() == 1
