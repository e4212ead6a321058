"""An office that numbered before its registers had rules loses no number by it."""

from datetime import date, datetime
from importlib import import_module
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from eoffice.identifiers import uuid7
from tests.office.outgoing import make_draft
from tests.workflow.numbering.registers import number_of, request_of
from workflow.models import LedgerNumber, Letter, Register, RegisterRule
from workflow.numbering.operations import take_agenda_number
from workflow.numbering.places import place_for
from workflow.numbering.proof import prove_registers

pytestmark = pytest.mark.django_db
DAYS = "workflow.migrations.0025_fill_number_dates"
RULES = "workflow.migrations.0032_fill_register_rules"
YEAR = timezone.localdate().year
LATE = datetime(YEAR, 1, 2, 23, 30, tzinfo=ZoneInfo("Asia/Jakarta"))


@pytest.fixture(autouse=True)
def patterns_of_types_are_elsewhere(monkeypatch):
    """Patterns of types stand in their versions today; here it is about registers."""
    rules = import_module(RULES)
    monkeypatch.setattr(rules, "load_number_patterns", lambda _types: None)


def upgrade(name: str, act: str) -> None:
    # Keys of rows made just now are checked at once: a table may not change before.
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with connection.schema_editor(atomic=False) as editor:
        getattr(import_module(name), act)(apps, editor)


def old_number(register, value, purpose_id=None, **facts) -> LedgerNumber:
    facts = {"state": "used", "decided_at": LATE, **facts}
    text = f"005/{value}/{register.unit.code}/{YEAR}"
    number = LedgerNumber.objects.create(
        register=register,
        value=value,
        text=text,
        purpose_id=purpose_id or uuid7(),
        **facts,
    )
    LedgerNumber.objects.filter(pk=number.pk, state="reserved").update(reserved_at=LATE)
    return number


def told() -> list[tuple]:
    return list(
        LedgerNumber.objects.order_by("register", "value").values_list(
            "pk", "value", "text", "state", "purpose_id", "reason"
        )
    )


def old_register(office) -> Register:
    """Of former days: signed for a day to come, taken for an agenda, held, void."""
    letter = make_draft(office)
    to_come = date(YEAR + 1, 1, 4)
    Letter.objects.filter(pk=letter.pk).update(signed_letter_date=to_come)
    made = Register.objects.create(
        unit=office.setda, series="outgoing", year=YEAR, last_value=4
    )
    old_number(made, 1)
    old_number(made, 2, letter.pk)
    old_number(made, 3, state="reserved", decided_at=None)
    old_number(made, 4, state="void", reason="Salah ketik")
    return made


def test_old_numbers_get_their_days_and_stay_what_they_were(office):
    register, before = old_register(office), None
    before = told()

    upgrade(DAYS, "fill")

    assert told() == before
    days = register.numbers.order_by("value").values_list("dated_on", flat=True)
    assert list(days) == [
        date(YEAR, 1, 2),
        date(YEAR + 1, 1, 4),
        date(YEAR, 1, 2),
        None,
    ]
    register.refresh_from_db()
    # It does not wait for the day to come that one of its letters bears.
    assert (register.last_value, register.last_on) == (4, timezone.localdate())
    assert prove_registers().gaps == []


def test_a_register_in_use_goes_on_by_its_old_rules_until_the_year_ends(office):
    register = old_register(office)
    upgrade(DAYS, "fill")
    RegisterRule.objects.all().delete()
    before = told()

    upgrade(RULES, "load")

    assert told() == before
    next_one = number_of(office, office.sekda)
    assert (next_one.register, next_one.value) == (register, 5)
    new_year = date(YEAR + 1, 1, 1)
    place = place_for(request_of(office, office.kabag, "nota_dinas"), new_year)
    assert place.unit == office.bagian
    assert RegisterRule.objects.filter(valid_from_on=new_year).count() > 2


def test_an_office_that_took_agenda_numbers_alone_has_the_new_rules_at_once(office):
    take_agenda_number(office.setda, office.sekda.official.pk, None)
    RegisterRule.objects.all().delete()
    before = told()

    upgrade(RULES, "load")

    assert told() == before
    assert not RegisterRule.objects.exclude(valid_from_on=None).exists()
