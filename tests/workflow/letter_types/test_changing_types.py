"""Types as the administrator changes them: written, tried, in force, ended."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from eoffice.audit.models import AuditEvent
from eoffice.errors import Fault, Invalid, NotFound
from tests.office.kabupaten import actor, build_office
from tests.office.letter_types import rewrite_type
from tests.office.outgoing import make_draft
from tests.office.visitors import browser_of, token_client
from workflow.letter_types.changing import (
    NothingWritten,
    TypeInput,
    activate_type_version,
    drop_type_draft,
    retire_type,
    write_type_version,
)
from workflow.letter_types.content import TypeContent, TypeField, content_of, places
from workflow.letter_types.version_rules import version_faults
from workflow.models import Letter, LetterType, LetterTypeVersion

pytestmark = pytest.mark.django_db
CODE = "surat_dinas"


@pytest.fixture
def office():
    return build_office()


def current(code=CODE):
    return LetterTypeVersion.objects.current().get(letter_type__code=code)


def content(**changes) -> TypeContent:
    said = content_of(current()).model_dump(mode="json", warnings=False)
    return TypeContent.model_validate(said | changes)


def write(office, *, code=CODE, is_new=False, start=None, example=None, **changes):
    given = TypeInput(
        content=content(**changes), reason="Perbup 9", start=start, example=example
    )
    return write_type_version(
        actor=actor(office.admin), code=code, given=given, is_new=is_new
    )


def activate(office, *, code=CODE, from_on=None, page_faults=()):
    return activate_type_version(
        actor=actor(office.admin),
        code=code,
        from_on=from_on,
        judge=lambda _version: page_faults,
    )


def test_a_version_says_the_same_in_its_form():
    version = current("surat_undangan")
    before = [dict(row) for row in version.fields]

    said = content_of(version)

    assert TypeContent.model_validate(said.model_dump(mode="json", warnings=False))
    assert [row.needed for row in said.rows] == [row["needed"] for row in before]
    assert {row.place for row in said.rows} >= {"row", "letter:subject"}


def test_the_form_offers_every_place_of_the_shipped_types():
    offered = {value for value, _label in places()}

    for version in LetterTypeVersion.objects.all():
        used = {row.place for row in content_of(version).rows}
        assert used <= offered, version


def test_a_written_version_holds_only_once_it_is_put_in_force(office):
    letter = make_draft(office)
    former = current()

    write(office, name="Surat Dinas Baru")
    assert current() == former
    version = activate(office)

    assert current() == version
    assert (version.number, version.state, version.reason) == (2, "active", "Perbup 9")
    assert version.valid_from_on == timezone.localdate()
    assert version.start == former.start
    assert LetterType.objects.get(code=CODE).name == "Surat Dinas Baru"
    assert Letter.objects.get(pk=letter.pk).type_version == former
    assert make_draft(office).type_version == version
    kinds = AuditEvent.objects.filter(action__startswith="letter_type.")
    assert set(kinds.values_list("action", flat=True)) == {
        "letter_type.written",
        "letter_type.activated",
    }


def test_a_planned_version_waits_for_its_day(office):
    former = current()
    write(office)

    version = activate(office, from_on=timezone.localdate() + timedelta(days=9))

    assert current() == former
    day = version.valid_from_on
    assert LetterTypeVersion.objects.current(day).get(letter_type__code=CODE) == version


BROKEN = {
    "unknown_layout": {"layout": "kertas_bebas"},
    "pattern": {"number_pattern": "{klasifikasi}/{nomor}"},
    "heading_code": {"default_classification": "000.1"},
    "unknown_code": {"default_classification": "999.9"},
    "nobody_signs": {"signer_kinds": [], "signer_titles": ["Ketua DPRD"]},
    "unknown_place": {"rows": [TypeField(label="Pasal", place="block:article")]},
    "block_not_allowed": {"blocks": ["table"], "rows": []},
    "field_missing": {"rows": [TypeField(label="Acara", place="row", needed=True)]},
}


@pytest.mark.parametrize(("reason", "changes"), BROKEN.items(), ids=BROKEN)
def test_a_broken_version_is_not_put_in_force_and_says_why(office, reason, changes):
    former = current()
    write(office, **changes)

    with pytest.raises(Invalid) as refusal:
        activate(office)

    assert reason in {fault.code for fault in refusal.value.faults}
    assert all(str(fault.message) for fault in refusal.value.faults)
    assert current() == former


def test_a_body_that_nobody_could_read_and_a_missing_one_are_reasons(office):
    version = write(office, start=[{"type": "paragraph", "value": ["x"]}], example={})

    found = {(fault.field, fault.code) for fault in version_faults(version)}

    assert found == {("start", "wrong_shape"), ("example", "required")}


def test_what_is_wrong_with_the_page_of_the_example_is_a_reason(office):
    write(office)
    fault = Fault(field="example", code="table_too_wide", message="Terlalu lebar.")

    with pytest.raises(Invalid):
        activate(office, page_faults=[fault])

    assert current().number == 1


def test_a_type_does_not_begin_in_the_past(office):
    write(office)

    with pytest.raises(Invalid) as refusal:
        activate(office, from_on=timezone.localdate() - timedelta(days=1))

    assert [fault.code for fault in refusal.value.faults] == ["date_past"]


def test_the_same_draft_is_written_on_and_can_be_thrown_away(office):
    write(office, purpose="Yang pertama.")
    second = write(office, purpose="Yang kedua.")

    assert second.number == 2
    drop_type_draft(actor=actor(office.admin), code=CODE)

    assert LetterTypeVersion.objects.filter(letter_type__code=CODE).count() == 1
    with pytest.raises(NothingWritten):
        activate(office)


def test_a_type_of_our_own_needs_bodies_and_then_makes_letters(office):
    body = [{"type": "paragraph", "value": "Dengan hormat, kami mendukung."}]
    example = {**current().example, "body": body, "cc": []}
    write(office, code="surat_dukungan", is_new=True, name="Surat Dukungan", rows=[])
    with pytest.raises(Invalid) as refusal:
        activate(office, code="surat_dukungan")
    assert {fault.field for fault in refusal.value.faults} == {"start", "example"}

    write(
        office, code="surat_dukungan", start=body, example=example,
        name="Surat Dukungan", rows=[],
    )  # fmt: skip
    activate(office, code="surat_dukungan")

    assert make_draft(office, type_code="surat_dukungan").letter_type.name == (
        "Surat Dukungan"
    )


@pytest.mark.parametrize("code", ["surat_dinas", "Surat", "a", "x-y", ""])
def test_a_code_that_is_taken_or_none_is_refused(office, code):
    with pytest.raises(Invalid) as refusal:
        write(office, code=code, is_new=True)

    assert refusal.value.faults[0].field == "code"
    assert LetterType.objects.count() == 40


def test_a_retired_type_says_why_and_comes_back_by_a_new_version(office):
    retire_type(actor=actor(office.admin), code=CODE, reason="Perbup 9 dicabut")

    with pytest.raises(Invalid) as refusal:
        make_draft(office)
    assert refusal.value.faults[0].code == "type_retired"
    shown = token_client(office.drafter).get(f"/api/v1/letter-types/{CODE}").json()
    assert (shown["state"], shown["draftable"]) == ("retired", False)
    with pytest.raises(Invalid):
        retire_type(actor=actor(office.admin), code=CODE, reason="Lagi")

    last = LetterTypeVersion.objects.get(letter_type__code=CODE)
    given = TypeInput(
        content=TypeContent.model_validate(
            content_of(last).model_dump(mode="json", warnings=False)
        ),
        reason="Perbup 10",
    )
    write_type_version(actor=actor(office.admin), code=CODE, given=given)
    activate(office)

    assert make_draft(office).type_version.number == 2


def test_nobody_but_an_administrator_changes_types(office):
    given = TypeInput(content=content(), reason="Saya mau")
    drafter = actor(office.drafter)

    with pytest.raises(NotFound):
        write_type_version(actor=drafter, code=CODE, given=given)
    with pytest.raises(NotFound):
        retire_type(actor=drafter, code=CODE, reason="x")
    browser = browser_of(office.drafter.official)
    address = reverse("letter_type_edit", args=[CODE])
    assert browser.get(address).status_code == 404

    assert LetterTypeVersion.objects.count() == 40


def test_programs_write_and_end_types_as_the_pages_do(office):
    admin = token_client(office.admin)
    said = content_of(current()).model_dump(mode="json", warnings=False)
    said |= {"purpose": "Ditulis oleh program."}
    payload = {"content": said, "reason": "Perbup 9"}

    written = admin.put(
        f"/api/v1/letter-types/{CODE}/draft", payload, content_type="application/json"
    )
    versions = admin.get(f"/api/v1/letter-types/{CODE}/versions").json()["items"]
    ended = admin.post(
        f"/api/v1/letter-types/{CODE}/retire",
        {"reason": "Perbup 10"},
        content_type="application/json",
    )

    assert written.status_code == 200, written.json()
    assert written.json()["purpose"] == "Ditulis oleh program."
    assert [one["state"] for one in versions] == ["draft", "active"]
    assert ended.status_code == 204
    assert not LetterTypeVersion.objects.current().filter(letter_type__code=CODE)


def test_the_form_keeps_a_version_and_the_page_shows_why_it_waits(office):
    browser = browser_of(office.admin.official)
    rewrite_type(CODE, layout="tiada")

    shown = browser.get(reverse("letter_type", args=[CODE])).content.decode()
    listed = browser.get(reverse("letter_types")).content.decode()
    page = browser.get(reverse("letter_type_edit", args=[CODE]))

    assert "Surat Dinas" in shown
    assert "belum ada halaman" in listed
    assert page.status_code == 200
    form = _posted(page)
    kept = browser.post(
        page.request["PATH_INFO"],
        {**form, "layout": "surat_dinas", "reason": "Perbup 9",
         "number_pattern": "{nomor}", "act": "save"},
    )  # fmt: skip
    assert kept.status_code == 302, kept.content.decode()[-3000:]
    waiting = browser.get(kept.url).content.decode()
    assert "Belum dapat diberlakukan" in waiting
    assert "Perbup 9" in waiting


def _posted(page) -> dict[str, object]:
    """Return the form as the browser would send it, nothing changed."""
    form = page.context["form"]
    parts = [form.reason, form.plain, *form.tables[0][1].forms]
    sent = {"idempotency_key": "019a8f6e-3c1d-7b62-9f0e-5a1c2d3e4f51"}
    for part in parts:
        for field in part:
            value = field.value()
            if value is True or value not in (None, "", False):
                sent[field.html_name] = value
    management = form.tables[0][1].management_form
    return sent | {field.html_name: field.value() for field in management}


@pytest.mark.parametrize("changes", [{"name": "Lain"}, {"state": "draft"}])
def test_the_database_keeps_a_version_that_was_in_force_as_it_was(office, changes):
    version = current()

    with pytest.raises(IntegrityError), transaction.atomic():
        LetterTypeVersion.objects.filter(pk=version.pk).update(**changes)
    with pytest.raises(IntegrityError), transaction.atomic():
        LetterTypeVersion.objects.filter(pk=version.pk)._raw_delete("default")

    assert content_of(current()) == content_of(version)
    assert current().state == "active"
    retire_type(actor=actor(office.admin), code=CODE, reason="Perbup 10")
    with pytest.raises(IntegrityError), transaction.atomic():
        LetterTypeVersion.objects.filter(pk=version.pk).update(state="active")
