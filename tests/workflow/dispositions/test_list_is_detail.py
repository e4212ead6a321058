"""One rule tells who sees a disposition: in lists, counts, trees and on its page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from archive.figures import disposition_book
from eoffice.errors import NotFound
from eoffice.organisation.models import TermOfOffice
from tests.office.incoming import disposed, disposition
from tests.office.kabupaten import actor, build_office
from tests.office.visitors import ROOT, program_of
from workflow.books.registers import BOOKS, Period
from workflow.dispositions.access import dispositions_visible_to, visible_disposition
from workflow.dispositions.models import Disposition
from workflow.dispositions.operations.giving import (
    forward_disposition,
    give_initiative,
)
from workflow.dispositions.queries.lists import tree_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return build_office()


@pytest.fixture
def chain(house):
    """A disposition of the secretary, handed on by the head to the division."""
    given = disposed(house, house.kadis)
    below = forward_disposition(
        actor=actor(house.kadis),
        disposition_id=given.pk,
        content=disposition(house.kabid),
    )
    return given, below


def opens(person, one: Disposition) -> bool:
    try:
        visible_disposition(actor(person), one.pk)
    except NotFound:
        return False
    return True


def in_tree(nodes) -> set:
    found = {node.disposition.pk for node in nodes}
    for node in nodes:
        for share in node.shares:
            found |= in_tree(share.children)
    return found


def test_who_gave_one_finds_all_below_it_in_lists_too(house, chain):
    given, below = chain

    listed = dispositions_visible_to(actor(house.sekda))

    assert set(listed.values_list("pk", flat=True)) == {given.pk, below.pk}
    assert listed.count() == 2
    assert opens(house.sekda, below)


@pytest.mark.parametrize("name", ["sekda", "kadis", "kabid", "kabag", "setda_clerk"])
def test_list_page_and_tree_agree_for_everybody(house, chain, name):
    person = getattr(house, name)
    listed = set(dispositions_visible_to(actor(person)).values_list("pk", flat=True))

    assert {one.pk for one in chain if opens(person, one)} == listed
    assert in_tree(tree_of(chain[0], actor(person))) == listed


def test_counts_and_agenda_book_tell_what_the_list_tells(house, chain):
    initiative = give_initiative(
        actor=actor(house.sekda),
        matter="Siapkan apel",
        content=disposition(house.kadis),
    )
    forward_disposition(
        actor=actor(house.kadis),
        disposition_id=initiative.pk,
        content=disposition(house.kabid),
    )

    for person in (house.sekda, house.kadis, house.kabid, house.kabag):
        who = actor(person)
        listed = set(dispositions_visible_to(who).values_list("pk", flat=True))
        book = BOOKS["dispositions"].rows(who, Period())
        counted = disposition_book(who, timezone.localdate().year)
        assert {row.pk for row in book} == listed
        assert sum(line.count for line in counted) == len(listed)


def test_who_holds_no_position_is_told_that_there_is_none(house, chain):
    program, ended = program_of(house.kabag), timezone.localdate() - timedelta(days=1)
    TermOfOffice.objects.filter(official=house.kabag.official).update(to_on=ended)

    assert not actor(house.kabag).position_ids
    assert not dispositions_visible_to(actor(house.kabag)).exists()
    for one in chain:
        answer = program.get(f"{ROOT}/dispositions/{one.pk}")
        assert answer.status_code == 404


def test_nobody_sees_what_was_handed_on_beside_them(house, chain):
    _given, below = chain

    assert not opens(house.kabag, below)
    assert not dispositions_visible_to(actor(house.kabag)).exists()
