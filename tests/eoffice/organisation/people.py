"""Factories of the smallest office: units, positions, people in them, log-ins."""

from datetime import date, timedelta
from itertools import count

from allauth.account.internal.flows.reauthentication import (
    reauthenticate_by_password,
)
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from eoffice.accounts.models import ApiToken, User
from eoffice.accounts.tokens import ALL_SCOPES, digest_of, new_text
from eoffice.organisation.models import (
    Official,
    Position,
    PositionDuty,
    TermOfOffice,
    Unit,
    UnitKind,
)

_numbers = count(1)
BEGAN = date(2024, 1, 1)


def make_unit(name: str = "Dinas Contoh", parent: Unit | None = None, **facts) -> Unit:
    unit = Unit(
        code=facts.pop("code", f"U{next(_numbers)}"),
        name=name,
        kind=facts.pop("kind", UnitKind.AGENCY),
        parent=parent,
        **facts,
    )
    unit.path = [*(parent.path if parent else []), unit.id]
    unit.save()
    return unit


def make_position(unit: Unit | None = None, **facts) -> Position:
    return Position.objects.create(
        code=facts.pop("code", f"P{next(_numbers)}"),
        title=facts.pop("title", "Analis Contoh"),
        unit=unit or make_unit(),
        **facts,
    )


def make_official(position: Position | None = None, **facts) -> Official:
    number = next(_numbers)
    user = facts.pop("user", None) or User.objects.create(username=f"orang{number}")
    official = Official.objects.create(
        user=user,
        name=facts.pop("name", f"Orang {number}"),
        nip=facts.pop("nip", f"19800101200501{number:04d}"),
        **facts,
    )
    if position is not None:
        TermOfOffice.objects.create(official=official, position=position, from_on=BEGAN)
    return official


def make_duty_holder(duty: PositionDuty, **facts) -> Official:
    return make_official(make_position(duties=[duty], **facts))


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
