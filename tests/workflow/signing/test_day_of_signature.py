"""A letter bears the day on which it is signed, at midnight and when it waits."""

import threading
from datetime import date, timedelta
from functools import cache

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from eoffice.errors import NotFound
from tests.office.days import clock_at, moment
from tests.office.kabupaten import actor
from tests.office.outgoing import initialled
from tests.office.signers import SECRET, demo_authority, make_signer
from workflow.letters.errors import SigningUnderWay
from workflow.models import LedgerNumber, LetterStatus, Signature, SigningAttempt
from workflow.numbering.errors import NumberDecided
from workflow.outgoing.desk import desk_items
from workflow.pades.demo_authority import IssuedSigner, SignerRequest
from workflow.pades.ports import Secret
from workflow.signing.operations import signing
from workflow.signing.operations.signing import open_attempt, sign_letter
from workflow.signing.operations.voiding import void_reserved_number
from workflow.signing.refusals import WaitsForDay

pytestmark = pytest.mark.django_db(transaction=True)
BEGAN = moment(2025, 1, 2)
LAST_SECOND = moment(2025, 12, 31, 23, 59, 59)
NEW_YEAR = moment(2026, 1, 1, 0, 0, 1)


@cache
def old_signer() -> IssuedSigner:
    request = SignerRequest(common_name="Widya K.", valid_from=BEGAN)
    return demo_authority().issue_signer(request, SECRET)


@pytest.fixture
def office(office):
    """The office, whose secretary can sign, last year too."""
    make_signer(office.sekda, old_signer())
    return office


def sign(office, letter):
    return sign_letter(
        actor=actor(office.sekda), letter_id=letter.pk, secret=Secret(SECRET)
    )


def slow_signer(monkeypatch, *, meanwhile) -> None:
    """Let `meanwhile` happen once, after the page is drawn and before the decision."""
    draw, happenings = signing._draw, iter([meanwhile])

    def slowly(prepared):
        page = draw(prepared)
        next(happenings, lambda: None)()
        return page

    monkeypatch.setattr(signing, "_draw", slowly)


def ledger() -> list[tuple[int, int, str, str]]:
    rows = LedgerNumber.objects.order_by("register__year", "value")
    return [(row.register.year, row.value, row.state, row.reason) for row in rows]


def test_a_letter_signed_in_the_last_second_of_the_year_bears_its_day(office):
    letter = initialled(office)

    with clock_at(LAST_SECOND):
        signed = sign(office, letter)

    assert signed.signed_letter_date == date(2025, 12, 31)
    assert signed.number == "000.1.5/1/SETDA/2025"


def test_a_slow_signer_over_new_year_signs_again_with_the_new_day(office, monkeypatch):
    letter = initialled(office)
    with clock_at(LAST_SECOND) as clock:
        slow_signer(monkeypatch, meanwhile=lambda: clock.move_to(NEW_YEAR))

        signed = sign(office, letter)

        signed.refresh_from_db()
        assert timezone.localdate(signed.signed_at) == signed.signed_letter_date
    assert signed.status == LetterStatus.SIGNED
    assert signed.signed_letter_date == date(2026, 1, 1)
    assert signed.number == "000.1.5/1/SETDA/2026"
    assert ledger() == [
        (2025, 1, "void", "register_changed"),
        (2026, 1, "used", ""),
    ]
    assert Signature.objects.count() == 1
    outcomes = SigningAttempt.objects.order_by("opened_at")
    assert [one.outcome for one in outcomes] == ["day_passed", "signed"]


def test_two_signers_at_midnight_stand_in_the_order_of_their_days(office, monkeypatch):
    slow, quick = initialled(office), initialled(office)

    with clock_at(LAST_SECOND) as clock:

        def another_signs():
            clock.move_to(NEW_YEAR)
            sign(office, quick)

        slow_signer(monkeypatch, meanwhile=another_signs)
        signed = sign(office, slow)

    quick.refresh_from_db()
    assert (quick.number, quick.signed_letter_date) == (
        "000.1.5/1/SETDA/2026",
        date(2026, 1, 1),
    )
    assert (signed.number, signed.signed_letter_date) == (
        "000.1.5/2/SETDA/2026",
        date(2026, 1, 1),
    )
    assert ledger()[0] == (2025, 1, "void", "register_changed")


def test_midnight_within_the_year_keeps_the_order_of_numbers(office, monkeypatch):
    slow, quick = initialled(office), initialled(office)

    with clock_at(moment(2025, 12, 1, 23, 59, 59)) as clock:

        def another_signs():
            sign(office, quick)
            clock.move_to(moment(2025, 12, 2, 0, 0, 1))

        slow_signer(monkeypatch, meanwhile=another_signs)
        signed = sign(office, slow)

    quick.refresh_from_db()
    assert (quick.sequence_number, quick.signed_letter_date.day) == (2, 1)
    assert (signed.sequence_number, signed.signed_letter_date.day) == (3, 2)
    assert ledger()[0] == (2025, 1, "void", "day_passed")


def tomorrow() -> date:
    return timezone.localdate() + timedelta(days=1)


def waiting_letter(office, **changes):
    return initialled(office, letter_date=tomorrow(), **changes)


def test_a_letter_is_not_signed_before_its_wished_day(office):
    letter = waiting_letter(office)

    with pytest.raises(WaitsForDay) as refusal:
        sign(office, letter)

    assert str(tomorrow().year) in str(refusal.value)
    letter.refresh_from_db()
    assert letter.status == LetterStatus.AWAITING_SIGNATURE
    assert not LedgerNumber.objects.exists()
    assert not SigningAttempt.objects.exists()


@pytest.mark.parametrize("days", [0, 3])
def test_a_letter_that_waited_bears_the_day_of_signing(office, days):
    with clock_at(moment(2026, 1, 5, 9)) as clock:
        letter = waiting_letter(office)
        clock.move_to(moment(2026, 1, 6 + days, 9))

        signed = sign(office, letter)

    assert signed.signed_letter_date == date(2026, 1, 6 + days)


def test_desk_and_page_say_for_which_day_a_letter_waits(office):
    letter = waiting_letter(office)
    sekda = actor(office.sekda)

    [item] = desk_items(sekda, timezone.localdate())
    browser = Client()
    browser.force_login(office.sekda.user)
    page = browser.get(f"/naskah-keluar/{letter.pk}/").content.decode()
    reader = browser.get("/naskah-keluar/tanda-tangan/").content.decode()

    assert [tag.icon for tag in item.tags] == ["clock"]
    for shown in (page, reader):
        assert f"menunggu tanggal {tomorrow().day} " in shown
    assert "eo-sheet#open" not in page


@pytest.mark.usefixtures("signs_in_a_thread")
def test_signing_many_tells_of_each_that_waits(office):
    from tests.workflow.signing.bulk import wait_for_sessions
    from workflow.signing.sessions.opening import sign_letters

    ready, waits = initialled(office), waiting_letter(office)
    job = sign_letters(
        actor=actor(office.sekda),
        letter_ids=[waits.pk, ready.pk],
        secret=Secret(SECRET),
    )
    wait_for_sessions()

    codes = job.items.order_by("order").values_list("code", flat=True)
    assert list(codes) == ["waits_for_day", ""]
    ready.refresh_from_db()
    assert ready.status in {LetterStatus.SIGNED, LetterStatus.SENT}


def reserved(office, letter) -> LedgerNumber:
    """Let an attempt end without a signature: the number stays reserved."""
    prepared = open_attempt(actor=actor(office.sekda), letter_id=letter.pk)
    signing.end_attempt(prepared.attempt, NotFound())
    return prepared.number


def void(office, number, reason="Surat tidak jadi dikirim"):
    return void_reserved_number(
        actor=actor(office.setda_clerk), number_id=number.pk, reason=reason
    )


def test_clerk_voids_a_reserved_number_and_the_letter_gets_another(office):
    letter = initialled(office)
    number = reserved(office, letter)

    void(office, number)
    signed = sign(office, letter)

    assert ledger() == [
        (number.register.year, 1, "void", "Surat tidak jadi dikirim"),
        (number.register.year, 2, "used", ""),
    ]
    assert signed.sequence_number == 2
    with pytest.raises(NumberDecided):
        void(office, number)


def test_a_number_in_use_by_an_open_attempt_is_not_voided(office):
    letter = initialled(office)
    prepared = open_attempt(actor=actor(office.sekda), letter_id=letter.pk)

    with pytest.raises(SigningUnderWay):
        void(office, prepared.number)

    assert LedgerNumber.objects.get().state == "reserved"


def test_only_the_clerk_of_the_register_voids(office):
    number = reserved(office, initialled(office))

    for person in (office.sekda, office.kominfo_clerk, office.admin):
        with pytest.raises(NotFound):
            void_reserved_number(
                actor=actor(person), number_id=number.pk, reason="Salah"
            )

    assert LedgerNumber.objects.get().state == "reserved"


@pytest.mark.parametrize("turn", range(4))
def test_void_racing_a_retry_leaves_one_true_number(office, turn):
    letter = initialled(office)
    number = reserved(office, letter)
    together, answers = threading.Barrier(2), []

    def hand(act) -> None:
        together.wait()
        try:
            answers.append(act())
        except (SigningUnderWay, NumberDecided) as refusal:
            answers.append(refusal)
        finally:
            connection.close()

    hands = [
        threading.Thread(target=hand, args=[lambda: sign(office, letter)]),
        threading.Thread(target=hand, args=[lambda: void(office, number)]),
    ]
    for one in hands:
        one.start()
    for one in hands:
        one.join(60)

    assert len(answers) == 2
    letter.refresh_from_db()
    number.refresh_from_db()
    used = LedgerNumber.objects.get(purpose_id=letter.pk, state="used")
    assert (letter.number, letter.sequence_number) == (used.text, used.value)
    assert number.state == ("used" if used.pk == number.pk else "void")
