"""How stored bytes reach a browser."""

import pytest
from django.test import RequestFactory

from eoffice.objects import store
from eoffice.objects.errors import ObjectMissing
from eoffice.objects.serving import serve

pytestmark = pytest.mark.django_db
CONTENT = b"0123456789" * 100


@pytest.fixture
def stored():
    return store.put_bytes(
        CONTENT, area=store.Area.DRAFTS, media_type="application/pdf"
    )


def answer(stored, *, name="naskah.pdf", **headers):
    request = RequestFactory().get("/", headers=headers)
    return serve(request, stored, name=name)


def body(response):
    return b"".join(response.streaming_content)


def test_whole_file_is_sent_with_length_and_hash(stored):
    response = answer(stored)

    assert body(response) == CONTENT
    assert response["Content-Length"] == "1000"
    assert response["X-Content-SHA256"] == stored.sha256


def test_nothing_may_run_or_keep_the_file(stored):
    response = answer(stored)

    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store"
    assert "ETag" not in response


def test_name_is_sent_by_rfc_6266(stored):
    response = answer(stored, name='Undangan "rapat" – März.pdf')

    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert "\n" not in response["Content-Disposition"]


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [("bytes=0-9", 0, 10), ("bytes=990-", 990, 1000), ("bytes=-5", 995, 1000)],
)
def test_range_is_honoured(stored, asked, start, end):
    response = answer(stored, Range=asked)

    assert response.status_code == 206
    assert body(response) == CONTENT[start:end]
    assert response["Content-Range"] == f"bytes {start}-{end - 1}/1000"


def test_range_outside_is_416(stored):
    response = answer(stored, Range="bytes=1000-")

    assert response.status_code == 416
    assert response["Content-Range"] == "bytes */1000"


@pytest.mark.parametrize("asked", ["bytes=0-1,4-5", "lines=1-2", "bytes=-", "x" * 999])
def test_other_ranges_are_ignored(stored, asked):
    response = answer(stored, Range=asked)

    assert response.status_code == 200
    assert body(response) == CONTENT


def test_missing_object_is_an_error_before_the_first_byte(stored):
    stored.key = "0" * 40

    with pytest.raises(ObjectMissing):
        answer(stored)
