"""In one register a higher number never bears an earlier day.

Whatever is reserved, used, given up or numbered again in between, over days and over
New Year (office practice 2).
"""

import threading
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eoffice.identifiers import uuid7
from tests.guard.walking import undone
from tests.office.days import clock_at, moment
from tests.office.kabupaten import actor, build_office
from tests.office.outgoing import make_draft
from workflow.letters.number_request import number_request
from workflow.models import LedgerNumber, NumberState, Register
from workflow.numbering.errors import ClockBehind
from workflow.numbering.operations import (
    mark_used,
    reserve_letter_number,
    take_agenda_number,
    void_number,
)

LETTERS, WRITERS, EACH = 4, 32, 5
BEGAN = moment(2026, 12, 29, 9)
CODES = ("000.1.5", "000.5.3.1")
ACTS = ("reserve", "sign", "void", "recode", "resign", "agenda", "next_day")
STEPS = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, LETTERS - 1)), max_size=30
)


def assert_in_order() -> None:
    """Numbers of each register follow the days of its year."""
    for register in Register.objects.all():
        rows = register.numbers.exclude(state=NumberState.VOID).order_by("value")
        days = list(rows.values_list("dated_on", flat=True))
        assert all(first <= second for first, second in pairwise(days)), register
        assert {day.year for day in days} <= {register.year}


class Desk:
    """Letters that are numbered, changed, given up and signed on some days."""

    def __init__(self, office) -> None:
        self.office = office
        self.letters = [make_draft(office) for _n in range(LETTERS)]
        self.signers = (office.sekda, office.kadis)
        self.sekda = actor(office.sekda)

    def act(self, name: str, n: int) -> None:
        letter = self.letters[n]
        if name == "agenda":
            take_agenda_number(self.office.bagian, uuid7(), self.office.sekda.official)
        elif name == "void":
            for number in LedgerNumber.objects.filter(
                purpose_id=letter.pk, state=NumberState.RESERVED
            ):
                void_number(number, reason="Tidak jadi", actor=self.sekda)
        elif name == "recode":
            there = CODES.index(letter.classification_code)
            letter.classification_code = CODES[1 - there]
        elif name == "resign":
            there = [one.position for one in self.signers].index(
                letter.signatory_position
            )
            letter.signatory_position = self.signers[1 - there].position
        else:
            self._number(letter, sign=name == "sign")

    def _number(self, letter, *, sign: bool) -> None:
        used = LedgerNumber.objects.filter(purpose_id=letter.pk, state="used")
        if used.exists():
            return
        number = reserve_letter_number(number_request(letter), actor=self.sekda)
        assert number.text.startswith(f"{letter.classification_code}/{number.value}/")
        assert number.register.unit == letter.signatory_position.unit
        if sign:
            mark_used(number, self.office.sekda.official)


@pytest.fixture
def desk(db) -> Desk:
    return Desk(build_office())


@given(steps=STEPS)
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_a_higher_number_never_bears_an_earlier_day(desk, steps):
    kept = [(one.classification_code, one.signatory_position) for one in desk.letters]
    today = BEGAN
    with undone(), clock_at(today) as clock:
        for name, n in steps:
            if name == "next_day":
                today += timedelta(days=1)
                clock.move_to(today)
            else:
                desk.act(name, n)
            assert_in_order()
    for letter, (code, position) in zip(desk.letters, kept, strict=True):
        letter.classification_code, letter.signatory_position = code, position


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_over_new_year_keep_the_order():
    office = build_office()
    make_draft(office)
    together = threading.Barrier(WRITERS)
    ended: list[int] = []
    ticks = iter(range(WRITERS * EACH))
    lock = threading.Lock()

    def tick() -> datetime:
        with lock:
            return moment(2026, 12, 31, 23, 59, 0) + timedelta(seconds=next(ticks))

    def write(n: int, clock) -> None:
        together.wait()
        try:
            for _turn in range(EACH):
                clock.move_to(tick())
                with transaction.atomic():
                    take_agenda_number(office.bagian, uuid7(), office.sekda.official)
            ended.append(n)
        finally:
            connection.close()

    with clock_at(moment(2026, 12, 31, 23, 59)) as clock:
        hands = [
            threading.Thread(target=write, args=(n, clock)) for n in range(WRITERS)
        ]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join(120)

    assert sorted(ended) == list(range(WRITERS))
    assert_in_order()
    years = Register.objects.filter(unit=office.setda)
    assert set(years.values_list("year", flat=True)) == {2026, 2027}
    taken = [list(one.numbers.values_list("value", flat=True)) for one in years]
    assert sum(map(len, taken)) == WRITERS * EACH
    assert all(sorted(one) == list(range(1, len(one) + 1)) for one in taken)


def test_a_clock_that_runs_behind_numbers_nothing(desk):
    with clock_at(moment(2026, 12, 30, 9)):
        desk.act("sign", 0)

    with clock_at(moment(2026, 12, 29, 9)), pytest.raises(ClockBehind) as refusal:
        desk.act("reserve", 1)

    assert refusal.value.state == "2026-12-30"
    assert LedgerNumber.objects.count() == 1


def test_next_years_register_opens_on_the_first_of_january(desk):
    with clock_at(moment(2026, 12, 31, 23, 59, 58)):
        desk.act("reserve", 0)
    assert not Register.objects.filter(year=2027).exists()

    with clock_at(moment(2027, 1, 1, 0, 0, 1)):
        desk.act("reserve", 1)

    number = LedgerNumber.objects.get(purpose_id=desk.letters[1].pk)
    assert (number.value, number.dated_on) == (1, date(2027, 1, 1))


def reserved_for(letter) -> LedgerNumber:
    return LedgerNumber.objects.get(purpose_id=letter.pk, state=NumberState.RESERVED)


def test_another_code_is_printed_with_the_same_sequence_number(desk):
    desk.act("reserve", 0)
    before = reserved_for(desk.letters[0])

    desk.act("recode", 0)
    desk.act("reserve", 0)

    after = reserved_for(desk.letters[0])
    assert (after.pk, after.value) == (before.pk, before.value)
    assert before.text == "000.1.5/1/SETDA/2026"
    assert after.text == "000.5.3.1/1/SETDA/2026"


@pytest.mark.parametrize("change", ["signatory", "type", "year"])
def test_a_number_of_another_register_is_void_with_its_reason(desk, change):
    letter = desk.letters[0]
    day = moment(2026, 12, 31, 9)
    with clock_at(day):
        desk.act("reserve", 0)
        before = reserved_for(letter)
    if change == "signatory":
        letter.signatory_position = desk.office.kadis.position
    elif change == "type":
        letter.letter_type = type(letter.letter_type).objects.get(code="nota_dinas")
    else:
        day += timedelta(days=1)

    with clock_at(day):
        desk.act("reserve", 0)

    before.refresh_from_db()
    assert (before.state, before.reason) == (NumberState.VOID, "register_changed")
    assert before.reason_words == "Surat pindah ke register lain"
    assert before.decided_by == desk.office.sekda.official
    assert reserved_for(letter).register != before.register


def test_a_number_kept_while_others_went_out_gives_way_on_the_next_day(desk):
    with clock_at(moment(2026, 12, 29, 9)) as clock:
        desk.act("reserve", 0)
        desk.act("sign", 1)
        clock.move_to(moment(2026, 12, 30, 9))

        desk.act("sign", 0)

    rows = LedgerNumber.objects.order_by("value")
    assert [(row.state, row.reason, row.dated_on.day) for row in rows] == [
        ("void", "day_passed", 29),
        ("used", "", 29),
        ("used", "", 30),
    ]


def test_a_number_that_is_still_the_last_goes_along_to_the_next_day(desk):
    with clock_at(moment(2026, 12, 29, 9)) as clock:
        desk.act("reserve", 0)
        clock.move_to(moment(2026, 12, 30, 9))

        desk.act("sign", 0)

    number = LedgerNumber.objects.get()
    assert (number.value, number.dated_on) == (1, date(2026, 12, 30))
