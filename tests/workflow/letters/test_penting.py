"""Penting: offered where the office switched it on, kept where a letter has it."""

import json
from datetime import UTC, date, datetime

import pytest

from eoffice.days.working_days import WEEKENDS_ONLY
from eoffice.errors import Invalid
from eoffice.policies.changing import change_policy
from search.query.vocabulary import Vocabulary
from tests.office.incoming import empty_letter, registered
from tests.office.kabupaten import actor
from tests.office.outgoing import letter_input, make_draft
from tests.office.visitors import ROOT, client_of, program_of
from workflow.letters.models import Letter
from workflow.letters.operations.drafting import edit_draft
from workflow.urgency import DUE_HOURS, urgency_of

pytestmark = pytest.mark.django_db


def offer(office, *, penting: bool) -> None:
    change_policy(
        actor=actor(office.admin),
        name="due_hours",
        value={"offers_penting": penting},
        reason="Perbup tata naskah",
        expected_version=None,
    )


def test_what_is_not_offered_is_refused_in_plain_words(office):
    page = client_of(office.setda_clerk)
    body = {"type": "surat_dinas", "urgency": "penting"}

    refused = program_of(office.drafter).post(
        f"{ROOT}/letters", json.dumps(body), content_type="application/json"
    )
    with pytest.raises(Invalid) as entered:
        registered(office, urgency="penting")

    [fault] = refused.json()["errors"]
    assert (refused.status_code, fault["code"]) == (422, "not_offered")
    assert "Kantor ini tidak memakai sifat" in fault["message"]
    assert [one.code for one in entered.value.faults] == ["not_offered"]
    assert not Letter.objects.exists()
    waiting = empty_letter(office)
    form = page.get(f"/naskah-masuk/{waiting.pk}/catat/").content.decode()
    assert 'value="penting"' not in form
    offer(office, penting=True)
    form = page.get(f"/naskah-masuk/{waiting.pk}/catat/").content.decode()
    assert 'value="penting"' in form


def test_a_letter_that_has_it_keeps_it_when_it_is_switched_off(office):
    offer(office, penting=True)
    letter = make_draft(office, urgency="penting")
    incoming = registered(office, urgency="penting")
    offer(office, penting=False)

    form = client_of(office.drafter).get(f"/naskah-keluar/{letter.pk}/tulis/")
    edit_draft(
        actor=actor(office.drafter),
        letter_id=letter.pk,
        row_version=None,
        content=letter_input(office, urgency="penting"),
    )

    letter.refresh_from_db()
    assert letter.urgency == "penting"
    assert 'value="penting" selected' in form.content.decode()
    assert urgency_of(incoming) == 1


def test_three_days_and_nights_and_the_word_in_search(office):
    came = datetime(2026, 12, 7, 2, tzinfo=UTC)

    due = DUE_HOURS.current().due("penting", came, WEEKENDS_ONLY)

    assert due == date(2026, 12, 10)
    assert Vocabulary().values("urgency", "Penting") == ("penting",)
