"""A book taken out follows its numbers, whatever order its rows were written in."""

import io
from datetime import date

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from tests.office.incoming import empty_letter, entry
from tests.office.kabupaten import actor, build_office
from workflow.books.book import Period
from workflow.books.exporting import export
from workflow.books.order import ExportOrder
from workflow.incoming.operations.registering import register_incoming_letter

pytestmark = pytest.mark.django_db


def numbers_of(person) -> list[str]:
    order = ExportOrder(name="incoming", form="xlsx", period=Period())
    sheets = load_workbook(io.BytesIO(export(actor(person), order)))
    lines = [line for sheet in sheets for line in sheet.values]
    return [str(line[0]) for line in lines if str(line[0]).startswith("SM/")]


@pytest.fixture
def year(monkeypatch):
    def turn_to(number: int) -> None:
        monkeypatch.setattr(timezone, "localdate", lambda: date(number, 12, 30))

    return turn_to


def enter(house, incoming) -> str:
    return register_incoming_letter(
        actor=actor(house.setda_clerk),
        incoming_id=incoming.pk,
        row_version=None,
        registration=entry(),
    ).agenda_number


def test_an_agenda_is_exported_by_register_year_and_number(year):
    house = build_office()
    first, second, third, fourth = [empty_letter(house) for _n in range(4)]

    year(2026)
    late = [enter(house, first)]
    year(2025)
    early = [enter(house, one) for one in (fourth, second, third)]

    assert numbers_of(house.setda_clerk) == early + late
    assert early[0].startswith("SM/0001/")
