"""One's own signing certificate: judged once, kept without its secret, withdrawn."""

from datetime import timedelta
from importlib import import_module
from io import StringIO

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, transaction
from django.test import Client

from eoffice.audit.models import AuditEvent
from eoffice.errors import Invalid, NotFound
from tests.office.kabupaten import PASSWORD, actor
from tests.office.outgoing import initialled
from tests.office.signers import SECRET, issued_signer, make_signer
from tests.office.visitors import client_of
from workflow.models import SignerCredential
from workflow.pades.demo_authority import DemoAuthority, SignerRequest
from workflow.pades.ports import Secret
from workflow.signing.operations.enrolling import (
    enrol_certificate,
    withdraw_certificate,
)
from workflow.signing.operations.signing import sign_letter
from workflow.signing.refusals import NoCertificate

pytestmark = pytest.mark.django_db
PAGE = "/akun/sertifikat/"


@pytest.fixture
def p12(office) -> bytes:
    return issued_signer(office.sekda.official.name).p12


@pytest.fixture
def browser(office) -> Client:
    """The secretary's browser, password given just now."""
    client = client_of(office.sekda)
    client.post("/masuk/ulang/", {"password": PASSWORD})
    return client


def send(client, p12: bytes, secret: str = SECRET):
    file = SimpleUploadedFile("kunci.p12", p12)
    return client.post(PAGE, {"file": file, "secret": secret})


def take(person, p12, secret=SECRET, **more):
    return enrol_certificate(
        official=person.official, p12=p12, secret=Secret(secret), actor=None, **more
    )


def faults(error) -> list[tuple[str, str]]:
    return [(one.field, one.code) for one in error.value.faults]


def in_use(person) -> int:
    rows = SignerCredential.objects.filter(official=person.official)
    return rows.filter(withdrawn_at=None).count()


def test_official_enrols_on_the_page_and_signs_a_letter(office, browser, p12):
    answer = send(browser, p12)
    page = browser.get(PAGE).content.decode()
    letter = initialled(office)

    signed = sign_letter(
        actor=actor(office.sekda), letter_id=letter.pk, secret=Secret(SECRET)
    )

    assert answer.headers["Location"] == PAGE
    assert "Sertifikat berlaku" in page
    assert signed.status == "signed"
    assert AuditEvent.objects.filter(action="signer.enrolled").count() == 1


def test_a_second_press_leaves_one_certificate_in_use(office, browser, p12):
    send(browser, p12)
    send(browser, p12)

    assert in_use(office.sekda) == 1


def test_the_secret_is_kept_nowhere(office, browser, p12):
    send(browser, p12)
    page = send(browser, p12, "sandi-yang-salah-sekali").content.decode()

    kept = bytes(SignerCredential.objects.last().pkcs12)
    assert SECRET.encode() not in kept
    assert "sandi-yang-salah-sekali" not in page
    assert "sandi-yang-salah" not in str(dict(browser.session))


def test_page_asks_for_the_password_first(office, p12):
    stale = client_of(office.sekda)

    shown, sent = stale.get(PAGE), send(stale, p12)

    assert shown.headers["Location"].startswith("/masuk/ulang/")
    assert sent.headers["Location"] == PAGE
    assert SECRET not in str(dict(stale.session))
    assert in_use(office.sekda) == 0


@pytest.mark.parametrize(
    ("harm", "fault"),
    [
        (lambda p12: b"", ("file", "not_pkcs12")),
        (lambda p12: b"%PDF-1.7 bukan kunci", ("file", "not_pkcs12")),
        (lambda p12: p12[:200], ("file", "not_pkcs12")),
        (lambda p12: p12 + b"\0" * 70_000, ("file", "not_pkcs12")),
    ],
)
def test_other_files_are_refused_in_words(office, p12, harm, fault):
    with pytest.raises(Invalid) as error:
        take(office.sekda, harm(p12))

    assert faults(error) == [fault]
    assert in_use(office.sekda) == 0


def test_wrong_secret_leaves_the_certificate_before_in_use(office, p12):
    before = make_signer(office.sekda)

    with pytest.raises(Invalid) as error:
        take(office.sekda, p12, "bukan-ini")

    assert faults(error) == [("secret", "wrong_secret")]
    before.refresh_from_db()
    assert before.withdrawn_at is None


def test_certificate_before_is_withdrawn_when_the_next_one_is_enrolled(office, p12):
    before = make_signer(office.sekda)

    after = take(office.sekda, p12)

    before.refresh_from_db()
    assert before.enrolled_at <= before.withdrawn_at <= after.enrolled_at
    assert before.withdrawn_at > after.valid_from


def test_no_certificate_is_withdrawn_before_it_was_enrolled(office):
    kept = make_signer(office.sekda)
    kept.withdrawn_at = kept.enrolled_at - timedelta(seconds=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        kept.save()


def test_certificates_withdrawn_by_the_others_first_day_are_dated_anew(office, p12):
    rows = SignerCredential.objects
    before, after = make_signer(office.sekda), take(office.sekda, p12)
    enrolled_at = after.valid_from - timedelta(days=3)
    rows.filter(pk=before.pk).update(
        enrolled_at=enrolled_at, withdrawn_at=after.valid_from
    )

    import_module("workflow.migrations.0009_withdrawn_dates").redate(apps, None)

    assert rows.get(pk=before.pk).withdrawn_at == after.enrolled_at
    assert rows.get(pk=after.pk).withdrawn_at is None


def test_certificate_of_another_name_is_refused_unless_the_operator_says_so(
    office, p12
):
    with pytest.raises(Invalid) as error:
        take(office.kadis, p12)

    assert faults(error) == [("file", "other_name")]
    assert in_use(office.kadis) == 0
    assert take(office.kadis, p12, any_name=True)


def test_certificate_in_somebody_elses_hand_is_refused(office, p12):
    take(office.sekda, p12)

    with pytest.raises(Invalid) as error:
        take(office.kadis, p12, any_name=True)

    assert faults(error) == [("file", "taken")]
    assert in_use(office.kadis) == 0


def test_certificate_of_a_stranger_authority_is_refused(office, tmp_path):
    other = DemoAuthority.create(tmp_path)
    request = SignerRequest(common_name=office.sekda.official.name)
    issued = other.issue_signer(request, SECRET)

    with pytest.raises(Invalid) as error:
        take(office.sekda, issued.p12)

    assert faults(error) == [("file", "unknown")]
    assert in_use(office.sekda) == 0


def test_withdrawn_certificate_signs_no_more(office, browser, p12):
    send(browser, p12)
    credential = SignerCredential.objects.get()
    letter = initialled(office)

    for _press in range(2):
        browser.post(f"{PAGE}{credential.pk}/cabut/")

    with pytest.raises(NoCertificate):
        sign_letter(
            actor=actor(office.sekda), letter_id=letter.pk, secret=Secret(SECRET)
        )
    assert AuditEvent.objects.filter(action="signer.withdrawn").count() == 1
    assert "belum mempunyai sertifikat" in browser.get(PAGE).content.decode()


def test_nobody_withdraws_somebody_elses(office, browser):
    credential = make_signer(office.kadis)

    answer = browser.post(f"{PAGE}{credential.pk}/cabut/")

    assert answer.status_code == 404
    with pytest.raises(NotFound):
        withdraw_certificate(actor=actor(office.sekda), credential_id=credential.pk)
    assert in_use(office.kadis) == 1


def test_account_page_leads_there(office, browser):
    assert f'href="{PAGE}"' in browser.get("/akun/").content.decode()


def test_operator_enrols_with_the_secret_from_stdin(office, p12, tmp_path, monkeypatch):
    path = tmp_path / "kunci.p12"
    path.write_bytes(p12)
    monkeypatch.setattr("sys.stdin", StringIO(f"{SECRET}\n"))
    out = StringIO()

    username = office.sekda.user.username
    call_command("enrol_signer", username, path, "--stdin", stdout=out)

    assert in_use(office.sekda) == 1
    assert SECRET not in out.getvalue()


@pytest.mark.parametrize("who", ["entah", None])
def test_operator_is_told_what_is_wrong(office, p12, tmp_path, monkeypatch, who):
    path = tmp_path / "kunci.p12"
    path.write_bytes(p12)
    monkeypatch.setattr("sys.stdin", StringIO("salah\n"))

    with pytest.raises(CommandError):
        call_command("enrol_signer", who or office.sekda.user.username, path, "--stdin")

    assert not SignerCredential.objects.exists()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_page_is_used_on_a_phone_and_at_a_desk(office, p12, new_window, tmp_path):
    from tests.eoffice.shell.test_in_browser import SIDEWAYS, WIDTHS, log_in
    from tests.harness.accessibility import assert_accessible

    path = tmp_path / "kunci.p12"
    path.write_bytes(p12)
    for dark in (False, True):
        for viewport in WIDTHS:
            page = new_window(viewport=viewport, dark=dark)
            log_in(page, office.sekda)
            page.goto(PAGE)
            page.get_by_label("Kata sandi").fill(PASSWORD)
            page.get_by_role("button", name="Lanjutkan").click()
            page.wait_for_url(f"**{PAGE}")
            page.wait_for_selector(".sidebar", state="attached")
            assert_accessible(page)
            assert not page.evaluate(SIDEWAYS)
            page.get_by_label("Berkas sertifikat").set_input_files(path)
            page.get_by_label("Sandi berkas").fill(SECRET)
            page.get_by_role("button", name="Periksa dan pakai").click()
            page.get_by_text("Anda sudah dapat menandatangani").wait_for()
            assert_accessible(page)
