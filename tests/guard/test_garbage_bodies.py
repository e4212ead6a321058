"""Garbage at every operation of the API that takes a body: refused, never our fault."""

import json

import pytest
from django.test import Client

from eoffice.organisation.models import PositionDuty
from tests.guard.inventory import UNKNOWN
from tests.guard.test_scopes import CHANGING, ROOT
from tests.guard.walking import FILLED
from tests.office.organisation import make_duty_holder
from tests.office.visitors import token_client

pytestmark = pytest.mark.django_db
JSON = "application/json"
FORM = "multipart/form-data; boundary=x"
PART = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n'
BODIES = {
    "no JSON": (JSON, b"{"),
    "no text": (JSON, b"\xff\xfe\x00"),
    "UTF-16": (JSON, '{"a": "b"}'.encode("utf-16")),
    "a mark before it": (JSON, b'\xef\xbb\xbf{"a": 1}'),
    "no object": (JSON, b"[1, 2]"),
    "a word": (JSON, b'"word"'),
    "nothing": (JSON, b"null"),
    "endless depth": (JSON, b"[" * 100_000),
    "depth in names": (JSON, b'{"a":' * 5_000 + b"1" + b"}" * 5_000),
    "an endless number": (JSON, b'{"a": 1e999999}'),
    "a long number": (JSON, b'{"a": ' + b"9" * 100_000 + b"}"),
    "no number": (JSON, b'{"a": NaN}'),
    "NUL": (JSON, b'{"note": "a\\u0000b"}'),
    "half a sign": (JSON, b'{"note": "\\ud800"}'),
    "another charset": (f"{JSON}; charset=utf-99", b'{"a": 1}'),
    "a charset with NUL": (f"{JSON}; charset=\x01", b'{"a": 1}'),
    "another kind": ("text/plain", b"a"),
    "no kind": (";;;", b"a"),
    "a long kind": ("a/" + "b" * 8_000, b"a"),
    "form without boundary": ("multipart/form-data", b"--x\r\n"),
    "form with an odd boundary": ("multipart/form-data; boundary=\xe9", b"--x\r\n"),
    "form with a long boundary": ("multipart/form-data; boundary=" + "x" * 300, b"--"),
    "form with no part": (FORM, b"garbage"),
    "form cut off": (FORM, PART + b"\r\nabc"),
    "form with a broken head": (FORM, b"--x\r\nContent-Disposition: \xff;;=\r\n\r\na"),
    "form in base64 that is none": (
        FORM,
        PART + b"Content-Transfer-Encoding: base64\r\n\r\n\xff\xffa\r\n--x--\r\n",
    ),
    "form with NUL": (
        FORM,
        b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\0\r\n--x--\r\n',
    ),
    "form with many parts": (
        FORM,
        b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n' * 6_000,
    ),
    "form with a nameless file": (
        FORM,
        b'--x\r\nContent-Disposition: form-data; filename=""\r\n\r\na\r\n--x--\r\n',
    ),
    "form in another charset": (
        f"{FORM}; charset=utf-99",
        PART + b"\r\na\r\n--x--\r\n",
    ),
    "fields with NUL": ("application/x-www-form-urlencoded", b"a=%00&note=%ff"),
    "many fields": ("application/x-www-form-urlencoded", b"a=1&" * 6_000),
}
HEADERS = {
    "X-Acting-Position": "\xff" * 6_000,
    "If-Match": '"' + "a" * 6_000,
    "Idempotency-Key": "\x01" * 6_000,
    "Accept-Language": "id;q=9," * 900,
    "Accept": "*/*;q=x," * 900,
    "Range": "bytes=" + "9" * 6_000,
    "Cookie": "a=" + "\xff" * 6_000,
    "X-Forwarded-For": "\xff," * 2_000,
    "Content-Length": "-1",
    "Content-Encoding": "gzip",
}


@pytest.fixture
def callers():
    """Who reaches the bodies: an administrator by token, and a stranger."""
    made = (
        token_client(make_duty_holder(PositionDuty.ADMIN)),
        Client(),
    )
    for client in made:
        client.raise_request_exception = False
    return made


def knock(client, operation, content_type, body, **headers):
    method, _space, path = operation.partition(" ")
    address = ROOT + FILLED.sub(UNKNOWN["uuid"], path)
    return client.generic(
        method.upper(), address, body, content_type=content_type, headers=headers
    )


@pytest.mark.parametrize("garbage", BODIES)
def test_no_garbage_is_a_fault_of_ours(callers, garbage):
    kind, body = BODIES[garbage]

    answers = {
        f"{operation}, caller {number}": knock(client, operation, kind, body)
        for operation in CHANGING
        for number, client in enumerate(callers)
    }

    assert {k: a.status_code for k, a in answers.items() if a.status_code >= 500} == {}
    refused = [a for a in answers.values() if a.status_code >= 400]
    assert all("problem+json" in a.headers["Content-Type"] for a in refused)


@pytest.mark.parametrize("header", HEADERS)
def test_no_header_is_a_fault_of_ours(callers, header):
    body = json.dumps({"note": "Mohon diubah."}).encode()

    answers = {
        f"{operation}, caller {number}": knock(
            client, operation, JSON, body, **{header: HEADERS[header]}
        ).status_code
        for operation in CHANGING
        for number, client in enumerate(callers)
    }

    assert {who: status for who, status in answers.items() if status >= 500} == {}
