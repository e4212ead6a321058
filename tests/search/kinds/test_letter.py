"""Outgoing letters: the text that is indexed, and who finds a draft."""

import pytest

from search.kinds.letter import LETTER
from tests.office.kabupaten import actor, build_office
from tests.office.outgoing import make_draft

pytestmark = pytest.mark.django_db


def test_a_draft_is_found_by_its_text_as_it_is_now():
    letter = make_draft(build_office(), subject="Undangan rapat")

    found = LETTER.document(LETTER.rows().get(pk=letter.pk), 7)

    assert (found.id, found.version, found.kind) == (str(letter.pk), 7, "letter")
    assert (found.subject, found.direction, found.status) == (
        "Undangan rapat",
        "out",
        "draft",
    )
    assert found.body
    assert set(found.access) == set(letter.access_tokens)


def test_a_draft_is_seen_by_the_drafter_and_not_by_a_stranger():
    office = build_office()
    letter = make_draft(office)

    assert letter in LETTER.visible_to(actor(office.drafter))
    assert letter not in LETTER.visible_to(actor(office.stranger))
