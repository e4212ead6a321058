"""One rule tells who sees a disposition: in lists, counts, trees and on its page."""

from datetime import timedelta
from urllib.parse import parse_qsl
from uuid import UUID

import pytest
from django.utils import timezone

from archive.figures import disposition_book
from eoffice.errors import NotFound
from eoffice.organisation.models import TermOfOffice
from tests.office.incoming import disposed, disposition
from tests.office.kabupaten import actor
from tests.office.visitors import ROOT, program_of
from workflow.books.book import Period
from workflow.books.registers import BOOKS
from workflow.dispositions.access import dispositions_visible_to, visible_disposition
from workflow.dispositions.models import Disposition
from workflow.dispositions.operations.giving import (
    forward_disposition,
    give_initiative,
)
from workflow.dispositions.queries.lists import tree_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain(office):
    """A disposition of the secretary, handed on by the head to the division."""
    given = disposed(office, office.kadis)
    below = forward_disposition(
        actor=actor(office.kadis),
        disposition_id=given.pk,
        content=disposition(office.kabid),
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


def test_who_gave_one_finds_all_below_it_in_lists_too(office, chain):
    given, below = chain

    listed = dispositions_visible_to(actor(office.sekda))

    assert set(listed.values_list("pk", flat=True)) == {given.pk, below.pk}
    assert listed.count() == 2
    assert opens(office.sekda, below)


@pytest.mark.parametrize("name", ["sekda", "kadis", "kabid", "kabag", "setda_clerk"])
def test_list_page_and_tree_agree_for_everybody(office, chain, name):
    person = getattr(office, name)
    listed = set(dispositions_visible_to(actor(person)).values_list("pk", flat=True))

    assert {one.pk for one in chain if opens(person, one)} == listed
    assert in_tree(tree_of(chain[0], actor(person))) == listed


def test_counts_and_agenda_book_tell_what_the_list_tells(office, chain):
    initiative = give_initiative(
        actor=actor(office.sekda),
        matter="Siapkan apel",
        content=disposition(office.kadis),
    )
    forward_disposition(
        actor=actor(office.kadis),
        disposition_id=initiative.pk,
        content=disposition(office.kabid),
    )

    for person in (office.sekda, office.kadis, office.kabid, office.kabag):
        who = actor(person)
        listed = set(dispositions_visible_to(who).values_list("pk", flat=True))
        book = BOOKS["dispositions"].rows(who, Period())
        counted = disposition_book(who, timezone.localdate().year)
        assert {row.pk for row in book} == listed
        assert bool(counted) == bool(listed)
        for line in counted:
            unit = UUID(dict(parse_qsl(line.query))["unit"])
            shown = BOOKS["dispositions"].rows(who, Period(unit=unit))
            assert line.count == shown.count()


def test_who_holds_no_position_is_told_that_there_is_none(office, chain):
    program, ended = program_of(office.kabag), timezone.localdate() - timedelta(days=1)
    TermOfOffice.objects.filter(official=office.kabag.official).update(to_on=ended)

    assert not actor(office.kabag).position_ids
    assert not dispositions_visible_to(actor(office.kabag)).exists()
    for one in chain:
        answer = program.get(f"{ROOT}/dispositions/{one.pk}")
        assert answer.status_code == 404


def test_nobody_sees_what_was_handed_on_beside_them(office, chain):
    _given, below = chain

    assert not opens(office.kabag, below)
    assert not dispositions_visible_to(actor(office.kabag)).exists()
