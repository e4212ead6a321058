"""The API at `/api/v1/`: put together from the doors that the rooms have hung."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.constants import NOT_SET

from eoffice.api import openapi, problems
from eoffice.api.authentication import authenticate
from eoffice.api.documentation import DocumentationPage
from eoffice.api.idempotency import once
from eoffice.api.registry import registered_doors
from eoffice.api.renderer import OfficeRenderer
from eoffice.api.request_body import StrictParser, check_address

DESCRIPTION = (
    "Everything the office does, for programs. Log in with `Authorization: Bearer"
    " <token>`; every refusal is a problem document; lists go by cursor."
)


class OfficeAPI(NinjaAPI):
    """Ninja with this house's description."""

    def __init__(self, **options: Any) -> None:
        """Keep the description by the prefix of its paths: it costs seconds."""
        super().__init__(**options)
        self._descriptions: dict[str, Any] = {}

    def get_openapi_schema(
        self,
        *,
        path_prefix: str | None = None,
        path_params: dict[str, Any] | None = None,
    ) -> Any:
        """Return the description, completed by what holds everywhere; never write it.

        Its operations are known when the house stands, so it is written once.
        """
        prefix = path_prefix
        if prefix is None:
            prefix = self.get_root_path(path_params or {})
        if prefix not in self._descriptions:
            written = super().get_openapi_schema(path_prefix=prefix)
            self._descriptions[prefix] = openapi.complete(written)
        return self._descriptions[prefix]

    def get_openapi_operation_id(self, operation: Any) -> str:
        """Return the view's name: `create_unit`."""
        return str(operation.view_func.__name__)


def _guarded(run: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Wrap an operation: note which one runs, refuse what cannot be read."""
    operation = run.__self__  # type: ignore[attr-defined]

    @wraps(run)
    def guarded(request: HttpRequest, **values: Any) -> HttpResponse:
        request.api_operation = operation  # type: ignore[attr-defined]
        try:
            check_address(request)
        except problems.OfficeError as error:
            return problems.problem(error)
        return run(request, **values)

    return guarded


def build() -> OfficeAPI:
    """Return the API with every registered router."""
    api = OfficeAPI(
        title="eOffice",
        version="1",
        description=DESCRIPTION,
        urls_namespace="api",
        auth=authenticate,
        parser=StrictParser(),
        renderer=OfficeRenderer(),
        docs=DocumentationPage(),
    )
    problems.install(api)
    api.default_router.add_decorator(_guarded, mode="view")
    api.default_router.add_decorator(once, mode="operation")
    for door in registered_doors():
        api.add_router(door.prefix, door.router, tags=[door.tag], auth=NOT_SET)
    return api


api = build()
