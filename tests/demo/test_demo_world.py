"""The demo's people and their accounts: what api.md section 3 promises."""

import json
from collections import Counter
from datetime import date, timedelta

import pytest
from django.utils import timezone

from demo.wanasari import clock, dispositions, outgoing
from demo.wanasari.accounts import FIRST, write_accounts
from demo.wanasari.appointments import appoint_acting, issue_certificates
from demo.wanasari.dispositions import Course
from demo.wanasari.every_type import TypeWriter
from demo.wanasari.kabupaten import build_kabupaten
from demo.wanasari.rules import set_rules
from demo.wanasari.slips import DispositionGiver, due_day
from demo.wanasari.themes import themes
from demo.wanasari.world import World
from eoffice.days.deadlines import DueGroup, group_of
from eoffice.days.working_days import WEEKENDS_ONLY
from eoffice.organisation.models import ActingKind, Official, Unit
from eoffice.shell.queue import desk_of, grouped
from workflow.models import Disposition, IncomingLetter, Signature

pytestmark = pytest.mark.django_db
ROLES = [
    "drafter",
    "verifier",
    "signatory",
    "leader",
    "record_clerk",
    "receiver",
    "unit_head",
    "archivist",
    "admin",
    "auditor",
]
SHOWN_TYPES = {
    "keputusan_bupati",
    "peraturan_dprd",
    "sertifikat",
    "surat_perjalanan_dinas",
    "surat_perjanjian",
    "surat_undangan",
}
SHOWN = {"username", "password", "name", "position", "unit", "roles"}


@pytest.fixture
def kabupaten():
    made = build_kabupaten()
    appoint_acting(made)
    return made


@pytest.fixture
def accounts(kabupaten, settings, tmp_path):
    settings.DEMO_ACCOUNTS_FILE = str(tmp_path / "accounts.json")
    return json.loads(write_accounts(kabupaten).read_text("utf-8"))


def test_accounts_are_listed_with_every_role(accounts):
    held = Counter(role for account in accounts for role in account["roles"])

    assert all(set(account) >= SHOWN for account in accounts)
    assert set(ROLES) <= set(held)
    assert 60 <= len(accounts) <= 150
    assert len({account["username"] for account in accounts}) == len(accounts)


def test_those_a_visitor_meets_stand_on_top(accounts, kabupaten):
    first = [kabupaten.seats[key].user.username for key in FIRST]

    assert [account["username"] for account in accounts[: len(first)]] == first


def test_every_agency_has_a_plain_official(kabupaten):
    agencies = [u for u in kabupaten.units.values() if u.kind == "agency"]
    plain = [s for s in kabupaten.seats.values() if not s.position.duties]
    homes = {pk for s in plain if not s.position.is_head for pk in s.position.unit.path}

    assert agencies
    assert {unit.pk for unit in agencies} <= homes


def test_tree_has_sections_technical_units_and_urban_villages(kabupaten):
    kinds = {unit.kind for unit in Unit.objects.all()}
    depth = max(len(unit.path) for unit in Unit.objects.all())

    assert {"section", "technical_unit", "village", "district"} <= kinds
    assert depth >= 4


def test_numbers_of_officials_are_valid_in_form(kabupaten):
    for official in Official.objects.exclude(nip=None):
        born = date.fromisoformat(official.nip[:8])
        appointed = date(int(official.nip[8:12]), int(official.nip[12:14]), 1)

        assert appointed - born > timedelta(days=18 * 365)
        assert official.nip[14] in "12"


@pytest.mark.parametrize("day", range(7))
def test_slips_fall_under_the_head_they_name_on_any_day(day):
    today = date(2026, 11, 23) + timedelta(days=day)
    heads = {"late": DueGroup.LATE, "today": DueGroup.TODAY, "later": DueGroup.LATER}
    for word, head in heads.items():
        due_on = due_day(word, today)

        # Nothing falls due on a day that nobody works: then it is the next one.
        assert WEEKENDS_ONLY.is_working(due_on)
        if word == "today" and not WEEKENDS_ONLY.is_working(today):
            assert due_on == WEEKENDS_ONLY.on_or_after(today)
            continue
        assert group_of(due_on, overdue=due_on < today, today=today) == head


def test_everybody_met_first_finds_something_late_today_and_later(kabupaten):
    DispositionGiver(kabupaten).give_all()
    today = timezone.localdate()

    for key in FIRST:
        if key == "bupati":  # their desk is filled by letters
            continue
        items = desk_of(kabupaten.seats[key].actor(), today).items
        heads = {group.group for group in grouped(items, today)}
        assert {DueGroup.LATE, DueGroup.TODAY, DueGroup.LATER} <= heads, key


def test_letter_of_days_without_its_head_is_signed_by_the_acting_one(kabupaten):
    issue_certificates(kabupaten)
    theme = next(t for t in themes() if t["unit"] == "BAPPEDA")
    at = timezone.localtime() - timedelta(days=30)
    plan = outgoing.LetterPlan(
        theme=theme, at=at, to=("DPK.head",), until=outgoing.SENT
    )

    letter = outgoing.LetterMaker(kabupaten).make(plan)

    signature = Signature.objects.get(letter=letter)
    assert signature.authority == ActingKind.ACTING_VACANT
    assert signature.official == kabupaten.seats["BAPPEDA.secretary"].official


def test_letter_is_handed_down_three_levels(kabupaten):
    issue_certificates(kabupaten)
    theme = next(t for t in themes() if t["unit"] == "DPK")
    at = timezone.localtime() - timedelta(days=3)
    to = ("DISKOMINFO.head",)
    plan = outgoing.LetterPlan(theme=theme, at=at, to=to, until=outgoing.SENT)
    letter = outgoing.LetterMaker(kabupaten).make(plan)
    incoming = IncomingLetter.objects.get(delivery__letter=letter)
    course = Course(at=at + timedelta(hours=6), how=dispositions.TREE)

    dispositions.Follower(kabupaten).follow(incoming, course)

    deepest = Disposition.objects.filter(parent__parent__isnull=False)
    assert incoming.sender == "Dinas Perpustakaan dan Kearsipan"
    assert deepest.exists()


def test_letters_to_the_bupati_pass_the_gate_of_tu_pimpinan(kabupaten):
    issue_certificates(kabupaten)
    at = timezone.localtime() - timedelta(days=3)
    set_rules(kabupaten, at - timedelta(days=1))
    theme = next(t for t in themes() if t["unit"] == "DPK")
    plan = outgoing.LetterPlan(theme=theme, at=at, to=("bupati",), until=outgoing.SENT)
    letter = outgoing.LetterMaker(kabupaten).make(plan)
    incoming = IncomingLetter.objects.get(delivery__letter=letter)
    assert incoming.routed_to == kabupaten.seats["TUP.clerk"].position

    course = Course(at=at + timedelta(hours=6), how=dispositions.OPEN)
    dispositions.Follower(kabupaten).follow(incoming, course)

    incoming.refresh_from_db()
    assert incoming.routed_to == kabupaten.seats["bupati"].position
    assert incoming.dispositions.get().giver_position == incoming.routed_to


def test_clock_goes_back_and_comes_again():
    before = timezone.now()

    with clock.at(before - timedelta(days=300)):
        inside = timezone.now()

    assert inside < before - timedelta(days=299)
    assert timezone.now() >= before


def test_a_letter_of_each_form_is_signed_as_the_office_prints_it(kabupaten):
    issue_certificates(kabupaten)
    made = World(kabupaten, print)
    plans = list(made.plans_by_form())

    for plan in plans:
        made.letters.make(plan)

    printed = set(Signature.objects.values_list("printed_title", flat=True))
    assert len(printed) == len(plans)
    assert "a.n. BUPATI WANASARI SEKRETARIS DAERAH u.b. KEPALA BAGIAN ORGANISASI" in (
        printed
    )
    assert "a.n. BUPATI WANASARI KEPALA DINAS KESEHATAN" in printed
    assert "a.n. CAMAT WANASARI KOTA LURAH KAUMAN" in printed


def test_an_example_of_each_family_goes_its_whole_way(kabupaten):
    issue_certificates(kabupaten)
    set_rules(kabupaten, timezone.now() - timedelta(days=400))
    made = World(kabupaten, print)
    writer = TypeWriter(kabupaten, made.letters)
    versions = list(writer.versions())
    shown = [one for one in versions if one.letter_type.code in SHOWN_TYPES]

    letters = [writer.make(version, made.moment(3)) for version in shown]

    assert len(versions) == 40
    assert len(letters) == len(SHOWN_TYPES)
    assert all(one.is_in_force and one.number for one in letters)
    signers = {one.letter_type.code: one.signatory.title for one in letters}
    assert signers["keputusan_bupati"] == "Bupati Wanasari"
    assert signers["peraturan_dprd"] == "Ketua DPRD"
    assert signers["surat_undangan"] == "Sekretaris Daerah"
