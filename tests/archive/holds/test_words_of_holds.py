"""What the words of a hold cover, and what they must not tell."""

import pytest

from archive.holds.holding import held_among
from archive.holds.placing import HoldInput, ScopeInput, place_hold
from archive.models import ScopeKind
from tests.office.kabupaten import actor
from tests.office.records import make_record
from workflow.models import SecurityClass

pytestmark = pytest.mark.django_db


def hold_over(office, **scope):
    hold = HoldInput(
        case_name="Perkara 12/G/2026",
        requester="Bagian Hukum",
        basis="Surat 180/4/2026",
        scopes=[ScopeInput(**scope)],
    )
    return place_hold(actor=actor(office.setda_archivist), hold=hold)


def test_words_of_a_hold_do_not_tell_what_a_classed_subject_says(office):
    secret = make_record(
        office, subject="Hukuman disiplin Bejo", security_class=SecurityClass.RAHASIA
    )
    plain = make_record(office, subject="Disiplin apel pagi")

    hold_over(office, kind=ScopeKind.SEARCH, words="disiplin")

    assert held_among([secret.pk, plain.pk]) == {plain.pk}
    hold_over(office, kind=ScopeKind.RECORD, record_id=secret.pk)
    assert held_among([secret.pk]) == {secret.pk}
