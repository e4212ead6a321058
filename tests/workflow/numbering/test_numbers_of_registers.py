"""Numbers of a register never repeat and leave no gap, whatever happens in between.

Every 1..last stands in the ledger once: reserved for its letter, used, or void with
a reason (tata naskah 4.2).
"""

import random
import threading
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eoffice.identifiers import uuid7
from tests.guard.walking import undone
from tests.office.days import Clock, clock_at, moment
from tests.office.kabupaten import Office, actor, build_office
from tests.office.outgoing import make_draft
from workflow.letters.number_request import number_request
from workflow.models import LedgerNumber, Letter, NumberState, Register
from workflow.numbering.operations import (
    mark_used,
    reserve_letter_number,
    take_agenda_number,
)

LETTERS = 4
THIS_YEAR, NEXT_YEAR = moment(2026, 12, 30, 9), moment(2027, 1, 2, 9)
ACTS = ("reserve", "use", "fail", "fail_use", "next_year", "agenda", "fail_agenda")
STEPS = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, LETTERS - 1)), max_size=25
)


class Refused(Exception):
    """Something after the number went wrong: the whole act is undone."""


class Counter:
    """The office's numbers under a sequence of acts."""

    def __init__(self, office: Office, letters: list[Letter], clock: Clock) -> None:
        self.office = office
        self.letters = letters
        self.clock = clock

    def act(self, name: str, n: int) -> None:
        """Do one act in its own transaction; those named fail end by a refusal."""
        if name == "next_year":
            self.clock.move_to(NEXT_YEAR)
        try:
            with transaction.atomic():
                self._do(name, self.letters[n])
        except Refused:
            pass
        if name == "next_year":
            self.clock.move_to(THIS_YEAR)

    def _do(self, name: str, letter: Letter) -> None:
        official = self.office.sekda.official
        if name.endswith("agenda"):
            take_agenda_number(self.office.bagian, uuid7(), official)
        elif not self._has_used(letter):
            number = reserve_letter_number(
                number_request(letter), actor=actor(self.office.sekda)
            )
            if name.endswith("use"):
                mark_used(number, official)
        if name.startswith("fail"):
            raise Refused

    def _has_used(self, letter: Letter) -> bool:
        used = LedgerNumber.objects.filter(state=NumberState.USED)
        return used.filter(purpose_id=letter.pk).exists()


def assert_ledger_whole() -> None:
    """Every register holds 1..last, each once, voids with reason and actor."""
    for register in Register.objects.all():
        rows = list(register.numbers.order_by("value"))
        assert [row.value for row in rows] == list(range(1, register.last_value + 1))
        assert len({row.text for row in rows}) == len(rows)
    live = LedgerNumber.objects.exclude(state=NumberState.VOID)
    purposes = list(live.values_list("purpose_id", flat=True))
    assert len(set(purposes)) == len(purposes)
    for void in LedgerNumber.objects.filter(state=NumberState.VOID):
        assert void.reason
        assert void.decided_by is not None


@pytest.fixture
def counter(db) -> Iterator[Counter]:
    office = build_office()
    letters = [make_draft(office) for _n in range(LETTERS)]
    with clock_at(THIS_YEAR) as clock:
        yield Counter(office, letters, clock)


@given(steps=STEPS)
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_numbers_never_repeat_and_leave_no_gap(counter, steps):
    with undone():
        for name, n in steps:
            counter.act(name, n)
            assert_ledger_whole()


@given(steps=STEPS)
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_a_letter_keeps_the_number_it_was_given_until_it_is_used(counter, steps):
    with undone():
        counter.act("reserve", 0)
        kept = LedgerNumber.objects.get(purpose_id=counter.letters[0].pk)

        for name, n in steps:
            if (name, n) != ("next_year", 0):
                counter.act(name, n)

        kept.refresh_from_db()
        assert kept.state in {NumberState.RESERVED, NumberState.USED}
        texts = LedgerNumber.objects.filter(purpose_id=kept.purpose_id)
        assert list(texts) == [kept]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_hands_at_once_leave_the_ledger_whole(seed):
    office = build_office()
    letters = [make_draft(office) for _n in range(LETTERS)]
    together = threading.Barrier(LETTERS)
    ended: list[int] = []

    def hand(n: int) -> None:
        choose = random.Random(seed * 100 + n)
        together.wait()
        try:
            for _turn in range(8):
                act = choose.choice(["reserve", "fail", "agenda", "fail_agenda"])
                counter.act(act, n)
            ended.append(n)
        finally:
            connection.close()

    hands = [threading.Thread(target=hand, args=(n,)) for n in range(LETTERS)]
    with clock_at(THIS_YEAR) as clock:
        counter = Counter(office, letters, clock)
        for one in hands:
            one.start()
        for one in hands:
            one.join(60)

    assert sorted(ended) == list(range(LETTERS))
    assert_ledger_whole()
