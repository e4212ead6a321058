"""`/healthz` and `/readyz`: answered before everything else.

First in the chain, so that they answer whatever host name the prober uses and even
when the database that sessions live in is away. Details are for this machine itself
or a token: which services we use and how slow they are is nobody else's business.
A proxy on this machine is not this machine: what it passes on names another host or
tells that it was passed on.
"""

from collections.abc import Callable
from dataclasses import asdict
from ipaddress import ip_address

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse

from eoffice.accounts.tokens import find_token
from eoffice.health.checks import State
from eoffice.health.proofs import shown_proofs
from eoffice.health.watch import known_states

Answer = Callable[[HttpRequest], HttpResponse]
BEARER = "Bearer "
RETRY_AFTER_S = "10"
PASSED_ON = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP")
LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})


class HealthMiddleware:
    """Answer the two addresses of probers, pass everything else on."""

    def __init__(self, get_response: Answer) -> None:
        """Keep the next link of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or go on."""
        if request.path == "/healthz":
            answer: HttpResponse = JsonResponse({"state": "alive"})
        elif request.path == "/readyz":
            answer = readiness(request)
        else:
            return self.get_response(request)
        answer.headers["Cache-Control"] = "no-store"
        answer.headers["X-Content-Type-Options"] = "nosniff"
        return answer


def readiness(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the office can work, 503 when not; details to those who may."""
    states = known_states()
    is_ready = all(state.is_up for state in states if state.required)
    proofs = _proofs()
    holds = all(proof["state"] != "broken" for proof in proofs.values())
    state = _summary(states, is_ready=is_ready, holds=holds)
    body: dict[str, object] = {"state": state}
    if _may_see_details(request):
        body["services"] = {state.name: _shown(state) for state in states}
        body["proofs"] = proofs
    answer = JsonResponse(body, status=200 if is_ready else 503)
    if not is_ready:
        answer.headers["Retry-After"] = RETRY_AFTER_S
    return answer


def _summary(states: list[State], *, is_ready: bool, holds: bool) -> str:
    if not is_ready:
        return "not_ready"
    is_whole = holds and all(state.is_up for state in states)
    return "ready" if is_whole else "degraded"


def _proofs() -> dict[str, dict[str, object]]:
    try:
        return {
            one.promised.name: {
                "state": one.state,
                "proved_at": one.proof.proved_at,
                "broken_since": one.proof.broken_since,
                "faults": one.proof.faults,
            }
            for one in shown_proofs()
        }
    except DatabaseError:  # the database says so itself among the services
        return {}


def _shown(state: State) -> dict[str, object]:
    facts = asdict(state)
    del facts["name"]
    return {"state": "up" if facts.pop("is_up") else "down", **facts}


def _may_see_details(request: HttpRequest) -> bool:
    if _is_this_machine(request):
        return True
    named = request.headers.get("Authorization", "")
    if not named.startswith(BEARER):
        return False
    try:
        return find_token(named.removeprefix(BEARER).strip()) is not None
    except Exception:  # noqa: BLE001  the database may be what is down
        return False


def _is_this_machine(request: HttpRequest) -> bool:
    """Tell whether somebody on this machine asked us, with no proxy in between."""
    named = request.headers.get("Host", "").lower()
    host = named.rpartition(":")[0] if not named.endswith("]") else named
    is_direct = not any(header in request.headers for header in PASSED_ON)
    try:
        peer = ip_address(request.META.get("REMOTE_ADDR") or "")
    except ValueError:
        return False
    return peer.is_loopback and is_direct and (host or named) in LOCAL_NAMES
