"""The demonstration's mail on a page: escaped, bounded, and nowhere else."""

import json
from email.message import EmailMessage

import pytest
from django.core.mail import get_connection, send_mail

from tests.harness.accessibility import assert_accessible

PAGE = "/demo/surel/"


@pytest.fixture
def folder(settings, tmp_path):
    settings.DEMO = True
    settings.EMAIL_FILE_PATH = str(tmp_path)
    return tmp_path


def mail(folder, subject, body="Sebuah naskah menunggu Anda"):
    back_end = get_connection(
        "django.core.mail.backends.filebased.EmailBackend", file_path=str(folder)
    )
    send_mail(subject, body, "dari@x.example", ["ke@x.example"], connection=back_end)


def test_messages_are_listed_newest_first_with_their_link(folder, client, db):
    mail(folder, "Naskah pertama é", "http://localhost:8000/naskah-masuk/1/")
    mail(folder, "Naskah kedua")

    page = client.get(PAGE).content.decode()

    assert page.index("Naskah kedua") < page.index("Naskah pertama é")
    assert 'href="http://localhost:8000/naskah-masuk/1/"' in page
    assert "ke@x.example" in page


def test_messages_cannot_bring_markup(folder, client, db):
    mail(folder, "<script>alert(1)</script>", "<img src=x onerror=alert(1)>")

    page = client.get(PAGE).content.decode()

    assert "<script" not in page
    assert "<img" not in page


def test_broken_and_endless_files_break_nothing(folder, client, db):
    (folder / "a.log").write_bytes(b"\xff\x00 bukan surel")
    (folder / "b.log").write_bytes(b"Subject: =?utf-8?b?!!!?=\n\n" + b"x" * 900_000)
    (folder / "c.log").write_bytes(b"Content-Type: text/plain; charset=entah\n\nisi")

    answer = client.get(PAGE)

    assert answer.status_code == 200
    assert len(answer.content) < 300_000


def test_at_most_fifty_are_shown(folder, client, db):
    for n in range(60):
        message = EmailMessage()
        message["Subject"] = f"Nomor {n}"
        (folder / f"{n:03}.log").write_bytes(bytes(message))

    page = client.get(PAGE).content.decode()

    assert page.count("<h2>Nomor") == 50
    assert "Nomor 59" in page


def test_outside_a_demonstration_there_is_no_such_page(folder, settings, client, db):
    mail(folder, "Rahasia")
    settings.DEMO = False

    answer = client.get(PAGE)

    assert answer.status_code == 404
    assert "Rahasia" not in answer.content.decode()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_log_in_page_leads_there(folder, settings, page):
    accounts = folder / "accounts.json"
    told = {"username": "a", "password": "b", "name": "Ani", "position": "Staf"}
    accounts.write_text(json.dumps([told]))
    settings.DEMO_ACCOUNTS_FILE = str(accounts)
    mail(folder, "Naskah menunggu")

    page.goto("/masuk/")
    page.get_by_role("link", name="Surel peragaan").click()

    page.get_by_role("heading", name="Naskah menunggu").wait_for()
    assert_accessible(page)
