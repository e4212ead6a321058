"""Browsers and programs of the office's people, and what programs send."""

import json
from datetime import timedelta

from allauth.account.internal.flows.reauthentication import (
    reauthenticate_by_password,
)
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from eoffice.accounts.models import ApiToken
from eoffice.accounts.tokens import ALL_SCOPES, digest_of, new_text
from eoffice.organisation.models import (
    Official,
)
from tests.office.kabupaten import Person

ROOT = "/api/v1"


def make_token(official: Official, scopes=ALL_SCOPES, **facts) -> str:
    text = new_text()
    ApiToken.objects.create(
        user=official.user,
        name="uji",
        prefix=text[:11],
        digest=digest_of(text),
        scopes=list(scopes),
        expires_at=facts.pop("expires_at", timezone.now() + timedelta(days=1)),
        **facts,
    )
    return text


def token_client(official: Official, **options) -> Client:
    text = make_token(official, **options)
    return Client(headers={"authorization": f"Bearer {text}"})


def browser_of(official: Official, *, stepped_up: bool = False, **options) -> Client:
    """Return the official's browser; `stepped_up`: the password was given just now."""
    client = Client(**options)
    client.force_login(official.user)
    if stepped_up:
        request = HttpRequest()
        request.session, request.user = client.session, official.user
        reauthenticate_by_password(request)
        request.session.save()
    return client


def client_of(person: Person) -> Client:
    """Return a browser of the person, logged in."""
    client = Client()
    client.force_login(person.user)
    return client


def program_of(person: Person):
    """A program that acts for the person."""
    return token_client(person.official)


def post(client, path, body=None, **headers):
    """POST JSON to the API."""
    return client.post(
        f"{ROOT}{path}",
        json.dumps(body if body is not None else {}),
        content_type="application/json",
        headers=headers,
    )


def patch(client, path, body, **headers):
    """PATCH JSON to the API."""
    return client.patch(
        f"{ROOT}{path}",
        json.dumps(body),
        content_type="application/json",
        headers=headers,
    )
