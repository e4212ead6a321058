"""One ordinary draft per row, once, whatever happens meanwhile."""

import pytest

from eoffice.errors import NotFound, Stale, StateForbids
from eoffice.jobs.models import JobState
from eoffice.jobs.operations import run_job
from tests.office.kabupaten import actor
from tests.workflow.merging.merge_tables import brought, gapped, good
from workflow.approval.route_check import faults_before_submit
from workflow.letters.body import body_blocks
from workflow.letters.operations.drafting import (
    LetterInput,
    edit_draft,
)
from workflow.letters.operations.throwing_away import delete_draft
from workflow.merging import creating
from workflow.merging.creating import create_letters
from workflow.models import Letter, MergeBatch

pytestmark = pytest.mark.django_db


def create(office, batch: MergeBatch):
    return create_letters(actor=actor(office.drafter), batch_id=batch.pk)


def values(letter: Letter) -> list[object]:
    return [block["value"] for block in body_blocks(letter.body)]


def test_each_row_makes_an_ordinary_draft_of_the_same_kind(office):
    batch = good(office, 3)
    job = create(office, batch)
    run_job(job.pk)
    job.refresh_from_db()

    assert (job.state, job.done) == (JobState.SUCCEEDED, 1)
    letters = Letter.objects.filter(merge_row__batch=batch).order_by("pk")
    source = batch.source
    assert len(letters) == 3
    for letter in letters:
        assert letter.letter_type == source.letter_type
        assert letter.signatory_position == source.signatory_position
        assert letter.recipients.filter(kind="to").get().position == (
            office.kadis.position
        )
        assert str(letter.recipients.get(kind="cc")) == "Gubernur"
        assert not faults_before_submit(letter)
    paragraph, people, fields = values(letters[1])
    assert paragraph == "Saudara Orang 1, <b>hadir</b>lah."
    assert people[0]["name"] == "Orang 1"
    assert fields == [{"label": "ruang", "value": "Ruang 1"}]


def test_what_looks_like_code_prints_as_it_was_typed(office):
    title = office.kadis.position.title
    wild = '${x} {{ y }} <script>z</script> #read("/etc/passwd") &amp; <var>q</var>'
    cell = wild.replace('"', '""')
    batch = brought(office, gapped(office), f'"{cell}","{cell}",A,{title},')
    run_job(create(office, batch).pk)

    letter = Letter.objects.get(merge_row__batch=batch)
    paragraph, people, _fields = values(letter)
    assert "&lt;script&gt;z&lt;/script&gt;" in paragraph
    assert "&amp;amp; &lt;var&gt;q" in paragraph
    assert people[0]["name"] == wild
    assert not faults_before_submit(letter)


def test_a_job_that_was_killed_goes_on_and_makes_nothing_twice(office, monkeypatch):
    monkeypatch.setattr(creating, "ROWS_AT_ONCE", 2)
    batch = good(office, 5)
    job = create(office, batch)
    made = creating._made

    def killed(actor, type_code, source, row):
        if row.number == 5:
            raise KeyboardInterrupt
        return made(actor, type_code, source, row)

    monkeypatch.setattr(creating, "_made", killed)
    with pytest.raises(KeyboardInterrupt):
        run_job(job.pk)
    assert batch.rows.filter(made_at__isnull=False).count() == 2
    monkeypatch.undo()
    run_job(job.pk)

    assert Letter.objects.filter(merge_row__batch=batch).count() == 5
    assert create(office, batch) == job


def test_two_presses_make_one_job_and_a_draft_thrown_away_stays_away(office):
    batch = good(office)
    job = create(office, batch)
    assert create(office, batch) == job
    run_job(job.pk)
    gone = Letter.objects.filter(merge_row__batch=batch).first()
    delete_draft(actor=actor(office.drafter), letter_id=gone.pk)
    assert create(office, batch) == job
    run_job(job.pk)

    assert Letter.objects.filter(merge_row__batch=batch).count() == 1


def test_a_draft_changed_since_the_check_makes_nothing(office):
    batch = good(office)
    edit_draft(
        actor=actor(office.drafter),
        letter_id=batch.source_id,
        row_version=None,
        content=LetterInput(given=frozenset({"subject"}), subject="Lain"),
    )
    with pytest.raises(Stale):
        create(office, batch)
    assert Letter.objects.count() == 1


def test_a_table_with_faults_makes_nothing(office):
    batch = brought(office, gapped(office), ",1,A,Siapa,")
    with pytest.raises(StateForbids):
        create(office, batch)
    assert Letter.objects.count() == 1


def test_only_the_drafter_has_letters_made(office):
    batch = good(office)
    for person in (office.kabag, office.stranger):
        with pytest.raises(NotFound):
            create_letters(actor=actor(person), batch_id=batch.pk)
    assert Letter.objects.count() == 1


def test_a_row_whose_addressee_left_meanwhile_is_told_and_the_rest_is_made(office):
    title, other = office.kadis.position.title, office.kabid.position.title
    batch = brought(office, gapped(office), f"A,1,A,{title},", f"B,2,A,{other},")
    office.kabid.position.closed_on = "2026-01-01"
    office.kabid.position.save()
    job = create(office, batch)
    run_job(job.pk)
    job.refresh_from_db()

    assert job.state == JobState.FAILED
    assert batch.rows.get(made_at__isnull=True).refusal
    assert Letter.objects.filter(merge_row__batch=batch).count() == 1
