"""Who asks: the browser's session with its CSRF token, or a program's token.

After it `request.user`, `request.actor` (an `Actor`, never None) and
`request.api_token` (None for a session) are set.
"""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from ninja.utils import check_csrf

from eoffice.accounts.client_address import client_address
from eoffice.accounts.models import ApiToken, User
from eoffice.accounts.step_up import has_stepped_up
from eoffice.accounts.tokens import TokenScope, find_token
from eoffice.api.errors import (
    ForgedRequest,
    NotInService,
    NotLoggedIn,
    PasswordMustChange,
    PositionNotHeld,
    ScopeMissing,
    StepUpNeeded,
    TokenRefused,
)
from eoffice.limits.counting import count_request
from eoffice.organisation.access import is_administrator
from eoffice.organisation.actor import actor_of
from eoffice.organisation.middleware import chosen_position

SAFE = {"GET", "HEAD", "OPTIONS"}
SCHEME = "bearer"
View = TypeVar("View", bound=Callable[..., Any])


def needs_scope(scope: TokenScope) -> Callable[[View], View]:
    """Mark a view: tokens need this scope instead of `read` or `write`.

    With `ADMINISTER` a session needs a step-up: a token that may administer was made
    after one, a browser left open was not.
    """

    def mark(view: View) -> View:
        view.needed_scope = scope  # type: ignore[attr-defined]
        return view

    return mark


def _from_token(header: str) -> ApiToken:
    scheme, _, text = header.partition(" ")
    token = find_token(text.strip()) if scheme.lower() == SCHEME else None
    if token is None:
        raise TokenRefused
    if token.user.must_change_password:
        raise PasswordMustChange
    return token


def _from_session(request: HttpRequest) -> User:
    user = request.user
    if not isinstance(user, User) or not user.is_active:
        raise NotLoggedIn
    if user.must_change_password:
        raise PasswordMustChange
    if request.method not in SAFE and check_csrf(request) is not None:
        raise ForgedRequest
    return user


def scope_of(view: Callable[..., Any], method: str | None) -> TokenScope:
    """Return the scope that a token needs for this view."""
    usual = TokenScope.READ if method in SAFE else TokenScope.WRITE
    scope: TokenScope = getattr(view, "needed_scope", usual)
    return scope


def _check_scope(request: HttpRequest, token: ApiToken | None) -> None:
    view = request.api_operation.view_func  # type: ignore[attr-defined]
    scope = scope_of(view, request.method)
    if token is not None and scope not in token.scopes:
        raise ScopeMissing
    if token is None and scope == TokenScope.ADMINISTER:
        _check_step_up(request)


def _check_step_up(request: HttpRequest) -> None:
    """Others than administrators go on: the act answers them like any unknown."""
    if is_administrator(request.actor) and not has_stepped_up(request):  # type: ignore[attr-defined]
        raise StepUpNeeded


def authenticate(request: HttpRequest) -> User:
    """Set who asks and return the account.

    Raises:
        NotLoggedIn, TokenRefused, NotInService: 401.
        ForgedRequest, PasswordMustChange, ScopeMissing, StepUpNeeded: 403.
        PositionNotHeld: 404, `X-Acting-Position` is not held today.
        TooManyRequests: 429.
    """
    token = None
    if header := request.headers.get("Authorization"):
        token = _from_token(header)
        request.user = token.user
    user = token.user if token else _from_session(request)
    # before rights are asked: what is refused counts as well
    count_request(f"token:{token.pk}" if token else f"user:{user.pk}")
    request.api_token = token  # type: ignore[attr-defined]
    _set_actor(request, user, with_session=token is None)
    _check_scope(request, token)
    return user


def _set_actor(request: HttpRequest, user: User, *, with_session: bool) -> None:
    named = request.headers.get("X-Acting-Position")
    address = client_address(request, settings.ALLAUTH_TRUSTED_PROXY_COUNT)
    position = _named_position(named) if named else None
    # a token has no seat chosen on a page: it names one, or acts in the main one
    if position is None and with_session:
        position = chosen_position(request)
    actor = actor_of(user, acting_position=position, address=address)
    if actor is None:
        raise PositionNotHeld if position else NotInService
    request.actor = actor  # type: ignore[attr-defined]


def _named_position(named: str) -> UUID:
    try:
        return UUID(named)
    except ValueError as error:
        raise PositionNotHeld from error
