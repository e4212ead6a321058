"""The auditors' room: who comes in, what stands there, and a proof for outsiders."""

import io
import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from openpyxl import load_workbook

from eoffice.audit import trail
from eoffice.audit.anchors import keep_anchor
from eoffice.audit.checking import check_chain
from eoffice.audit.models import AuditEvent, AuditLink, ChainCheck
from tests.office.incoming import disposed
from tests.office.kabupaten import actor, build_office
from tests.office.outgoing import make_draft, sent
from tests.office.signers import make_signer
from tests.office.visitors import client_of, token_client

ROOM = "/pengaturan/audit/"
SHEET = f"{ROOM}jejak.xlsx"
PROOF = "/api/v1/audit-events/proof"
DOCS = Path(__file__).parents[3] / "docs"
UNKNOWN = "019a8f6e-3c1d-7b62-9f0e-5a1c2d3e4f50"
pytestmark = pytest.mark.usefixtures("own_anchors")
WRONG_DUTY = ["admin", "sekda", "drafter", "setda_clerk", "setda_archivist", "stranger"]


@pytest.fixture
def house(db):
    office = build_office()
    make_signer(office.sekda)
    return office


@pytest.fixture
def auditor(house):
    return client_of(house.auditor)


def lines(answer):
    return answer.context["lines"]


def link(data=""):
    """Write one more event about nobody in particular."""
    from eoffice.accounts.models import User

    with transaction.atomic():
        return trail.record("letter.signed", User(username="x"), actor=None, data=data)


@pytest.mark.parametrize("who", WRONG_DUTY)
def test_nobody_without_the_duty_finds_the_room(house, who):
    event = AuditEvent.objects.first() or link()
    client, program = (
        client_of(getattr(house, who)),
        token_client(getattr(house, who).official),
    )
    before = AuditEvent.objects.count()

    answers = [
        client.get(ROOM),
        client.get(SHEET),
        program.get(PROOF, {"event": str(event.pk)}),
    ]
    settings = client.get("/pengaturan/")

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert ROOM not in settings.content.decode()
    assert AuditEvent.objects.filter(action="audit.exported").count() == 0
    assert AuditEvent.objects.count() == before


def test_auditors_find_their_door_in_the_settings(auditor):
    page = auditor.get("/pengaturan/").content.decode()

    assert f'href="{ROOM}"' in page


def test_the_trail_tells_who_did_what_in_words(house, auditor):
    letter = sent(house)

    page = auditor.get(ROOM, {"objek": str(letter.pk), "tindakan": "letter.signed"})

    [line] = lines(page)
    assert line.act == "Ditandatangani"
    assert line.person == house.sekda.official.full_name
    assert line.position == "Sekretaris Daerah"
    assert line.thing == letter.number
    text = page.content.decode()
    assert letter.number in text
    assert str(letter.pk) in text


def test_neither_page_nor_sheet_says_what_a_letter_is_about(house, auditor):
    subjects = {
        "biasa": "Undangan makan siang",
        "rahasia": "Mutasi pejabat eselon dua",
        "sangat_rahasia": "Operasi senyap",
    }
    for security_class, subject in subjects.items():
        sent(house, subject=subject, security_class=security_class)
    disposed(house, house.kadis, note="Panggil orangnya diam-diam")

    page = auditor.get(ROOM).content.decode()
    sheet = str(
        list(load_workbook(io.BytesIO(auditor.get(SHEET).content)).active.values)
    )

    for told in (page, sheet):
        assert not [s for s in subjects.values() if s in told]
        assert "diam-diam" not in told
        assert "Permohonan data" not in told


def test_filters_by_person_act_day_and_thing(house, auditor):
    one, two = make_draft(house), make_draft(house)
    today = datetime.now(UTC).astimezone().date()
    tomorrow = (today + timedelta(days=2)).isoformat()

    by_person = lines(auditor.get(ROOM, {"orang": "bayu setia"}))
    by_nip = lines(auditor.get(ROOM, {"orang": house.drafter.official.nip}))
    by_act = lines(auditor.get(ROOM, {"tindakan": "letter.drafted"}))
    by_thing = lines(auditor.get(ROOM, {"objek": str(one.pk)}))
    later = lines(auditor.get(ROOM, {"dari": tomorrow}))
    nobody = lines(auditor.get(ROOM, {"orang": "tidak ada orangnya"}))

    ids = {str(one.pk), str(two.pk)}
    assert {line.thing_id for line in by_person} == ids
    assert {line.thing_id for line in by_nip} == ids
    assert {line.thing_id for line in by_act} == ids
    assert {line.thing_id for line in by_thing} == {str(one.pk)}
    assert later == nobody == []


@pytest.mark.parametrize(
    "strange",
    [
        {"objek": "'; drop table"},
        {"dari": "kapan", "sampai": "9999-99-99"},
        {"orang": "\0%_"},
        {"tindakan": "<script>"},
        {"sesudah": "rusak"},
    ],
)
def test_strange_filters_are_filters_that_find_nothing_or_all(auditor, strange):
    answer = auditor.get(ROOM, strange)

    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode().split("eo-filters")[1]


def test_the_trail_is_read_page_by_page(house, auditor, monkeypatch):
    monkeypatch.setattr("eoffice.admin.audit.pages.LINES", 2)
    for _n in range(3):
        make_draft(house)
    wanted = list(AuditEvent.objects.order_by("-id").values_list("pk", flat=True)[:3])

    first = auditor.get(ROOM)
    second = auditor.get(ROOM, {"sesudah": first.context["page"].next})

    shown = [line.event_id for answer in (first, second) for line in lines(answer)]
    assert shown[:3] == wanted


def test_the_page_asks_as_many_queries_for_many_lines_as_for_few(
    house, auditor, django_assert_max_num_queries
):
    sent(house)
    disposed(house, house.kadis)
    auditor.get(ROOM)

    with django_assert_max_num_queries(25):
        auditor.get(ROOM)


def test_taking_the_trail_out_is_recorded(house, auditor):
    make_draft(house)

    answer = auditor.get(SHEET, {"tindakan": "letter.drafted"})

    rows = list(load_workbook(io.BytesIO(answer.content)).active.values)
    assert len(rows) == 2
    taken = AuditEvent.objects.get(action="audit.exported")
    assert taken.official_id == house.auditor.official.pk


@pytest.mark.django_db(transaction=True)
def test_the_state_of_the_chain_shows_the_last_verification_and_its_anchors():
    house = build_office()
    make_draft(house)
    client = client_of(house.auditor)
    unverified = client.get(ROOM).content.decode()

    keep_anchor(lock_until=datetime.now(UTC) + timedelta(seconds=5))
    check = check_chain()
    page = client.get(ROOM).content.decode()

    assert "belum pernah diperiksa" in unverified
    assert check.faults == 0
    assert check.anchors >= 1
    assert "tidak ada yang diubah" in page
    assert "titik kunci" in page


def test_a_faulty_chain_is_said_loudly(auditor):
    ChainCheck.objects.create(
        links=9, head="x", faults=2, findings=[{"code": "event_changed", "sequence": 4}]
    )

    page = auditor.get(ROOM).content.decode()

    assert "menemukan 2 kejanggalan" in page
    assert "event_changed" in page


def fetched(program, event, limit=2):
    """Return all pages of a proof, as an auditor's script fetches them."""
    pages, cursor = [], None
    while True:
        query = {"event": str(event.pk), "limit": limit}
        if cursor:
            query["cursor"] = cursor
        page = program.get(PROOF, query).json()
        pages.append(page)
        cursor = page["next"]
        if cursor is None:
            return pages


def recomputed(pages, folder):
    """Run the recipe of the documentation on the pages, in a process of its own."""
    text = (DOCS / "audit-proof.md").read_text(encoding="utf-8")
    block = text[text.index("    import hashlib") :].split("\n\nThe whole chain")[0]
    script = "\n".join(line[4:] for line in block.splitlines())
    names = []
    for number, page in enumerate(pages):
        names.append(str(folder / f"{number}.json"))
        Path(names[-1]).write_text(json.dumps(page), encoding="utf-8")
    command = [sys.executable, "-c", script, *names]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.django_db(transaction=True)
def test_an_outsider_recomputes_a_proof_by_the_recipe(tmp_path):
    house = build_office()
    events = [link(f"ke-{n} é") for n in range(5)]
    keep_anchor(lock_until=datetime.now(UTC) + timedelta(seconds=5))
    link("sesudah jangkar")

    pages = fetched(token_client(house.auditor.official), events[1])
    verdict = recomputed(pages, tmp_path)

    items = [item for page in pages for item in page["items"]]
    assert items[0]["event_id"] == str(events[1].pk)
    assert items[-1]["sequence"] == pages[0]["anchor"]["sequence"]
    assert verdict.stdout.strip() == "4 links agree; anchored"


@pytest.mark.django_db(transaction=True)
def test_the_recipe_notices_a_changed_payload(tmp_path):
    house = build_office()
    event = link("benar")
    pages = fetched(token_client(house.auditor.official), event)

    pages[0]["items"][0]["payload"] = pages[0]["items"][0]["payload"].replace(
        "benar", "salah"
    )
    verdict = recomputed(pages, tmp_path)

    assert verdict.returncode != 0
    assert "AssertionError" in verdict.stderr


@pytest.mark.django_db(transaction=True)
def test_a_proof_without_anchor_ends_at_the_head():
    house = build_office()
    event = link()

    page = fetched(token_client(house.auditor.official), event, limit=100)[0]

    assert page["anchor"] is None
    assert page["items"][-1]["sequence"] == page["head"]["sequence"]
    assert page["items"][-1]["hash"] == AuditLink.objects.last().hash


def test_a_proof_of_an_unknown_event_is_unknown(house):
    program = token_client(house.auditor.official)

    answers = [
        program.get(PROOF, {"event": UNKNOWN}),
        program.get(PROOF, {"event": "x"}),
        program.get(PROOF),
    ]

    assert [answer.status_code for answer in answers] == [404, 422, 422]
    assert actor(house.auditor).has_duty("auditor")
