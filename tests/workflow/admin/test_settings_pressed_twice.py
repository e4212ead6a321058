"""Settings of letters that are saved twice by one form: changed and told once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from archive.models import SecurityRule
from eoffice.audit.models import AuditEvent
from eoffice.policies.models import PolicyVersion
from tests.office.visitors import browser_of
from tests.workflow.letterheads.test_emblems import GOOD, brought
from workflow.mandates.models import SigningMandate
from workflow.models import Emblem, RegisterRule

pytestmark = pytest.mark.django_db
KEY = "019a8f6e-3c1d-7b62-9f0e-5a1c2d3e4f51"
COUNTED = (
    AuditEvent, Emblem, PolicyVersion, RegisterRule, SecurityRule, SigningMandate,
)  # fmt: skip


def _bring(_office):
    file = SimpleUploadedFile("lambang.svg", GOOD.encode(), "image/svg+xml")
    return reverse("letterhead_page"), {"kind": "agency", "file": file}


def _use(office):
    address = reverse("letterhead_emblem", args=[brought(office).pk])
    return address, {"reason": "Perbup 9"}


def _number_rule(_office):
    form = {
        "act": "save", "owner": "agency", "owner_unit": "", "series": "outgoing",
        "pattern": "{urut:4}/{unit}/{bulan_romawi}/{tahun}", "reason": "Perbup 12/2026",
        "from_on": "2030-05-09",
        "read": RegisterRule.objects.filter(code="agencies").earliest("pk").pk,
    }  # fmt: skip
    return reverse("register_rule", args=["agencies"]), form


def _new_number_rule(office):
    form = {
        "act": "save", "name": "Surat camat", "order": "95", "owner": "named",
        "owner_unit": str(office.dinkes.pk), "series": "outgoing",
        "pattern": "", "signer_units": [str(office.dinkes.pk)],
        "from_on": "2031-01-01", "reason": "Perbup 12/2026",
    }  # fmt: skip
    return reverse("register_rule_new"), form


def _end_number_rule(_office):
    form = {"act": "save", "from_on": "2031-01-01", "reason": "Perbup 12/2026"}
    return reverse("register_rule_end", args=["decrees"]), form


def _customary(_office):
    SigningMandate.objects.all().delete()
    return reverse("mandate_customary"), {}


def _class_of_code(_office):
    form = {"act": "set", "code": "000.1", "security_class": "terbatas", "basis": "SK"}
    return reverse("skkaad"), form


def _classes_of_a_table(_office):
    table = "kode\tkelas\n000.1\tterbatas"
    return reverse("skkaad_import"), {"apply": "1", "table": table, "basis": "SK"}


def _foot(_office):
    form = {
        "act": "save", "sentence": "Periksa di {alamat}, kode {kode}.",
        "issuer": "Balai", "reason": "Perbup 9", "version": "0",
    }  # fmt: skip
    return reverse("policy_page", args=["foot_text"]), form


def _type_retired(_office):
    address = reverse("letter_type_retire", args=["surat_edaran"])
    return address, {"reason": "Perbup 9"}


ACTS = [
    _bring, _use, _number_rule, _new_number_rule, _end_number_rule, _customary,
    _class_of_code, _classes_of_a_table, _foot, _type_retired,
]  # fmt: skip


@pytest.mark.parametrize("prepare", ACTS, ids=lambda one: one.__name__.strip("_"))
def test_a_setting_that_is_saved_twice_by_one_form_changes_once(office, prepare):
    client = browser_of(office.admin.official, stepped_up=True)
    address, form = prepare(office)
    before = rows()

    first = client.post(address, {**form, "idempotency_key": KEY})
    after = rows()
    if "file" in form:
        form["file"].seek(0)
    second = client.post(address, {**form, "idempotency_key": KEY})

    assert (first.status_code, second.status_code) == (302, 302)
    assert first.url == second.url
    assert before != after == rows()


def rows() -> list[int]:
    """Return how many rows there are of what settings leave behind."""
    return [model.objects.count() for model in COUNTED]
