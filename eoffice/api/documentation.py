"""The documentation page: the description, written out by the server.

No script and no foreign asset: it is read under the same policy as every page.
"""

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

from eoffice.api.openapi import operations_of


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationEntry:
    """One operation as the page shows it."""

    anchor: str
    method: str
    path: str
    summary: str
    description: str
    parameters: list[dict[str, Any]]
    body: str
    answers: list[tuple[str, str]]
    example: str


class DocumentationPage(DocsBase):
    """Render the description as one page, grouped by room."""

    def render_page(
        self, request: HttpRequest, api: NinjaAPI, **kwargs: Any
    ) -> HttpResponse:
        """Return the page."""
        schema = api.get_openapi_schema(path_params=kwargs)
        groups: dict[str, list[OperationEntry]] = {}
        for path, method, operation in operations_of(schema):
            tag = operation.get("tags", ["office"])[0]
            groups.setdefault(tag, []).append(_entry(path, method, operation))
        context = {
            "info": schema["info"],
            "groups": sorted(groups.items()),
            "schema_url": self.get_openapi_url(api, kwargs),
        }
        return render(request, "eoffice/api/documentation.html", context)


def _entry(path: str, method: str, operation: dict[str, Any]) -> OperationEntry:
    answers = operation["responses"]
    good: dict[str, Any] = next(
        (a for code, a in answers.items() if code[0] == "2"), {}
    )
    return OperationEntry(
        anchor=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        description=operation.get("description", ""),
        parameters=operation.get("parameters", []),
        body=_example(operation.get("requestBody", {})),
        answers=[(code, a["description"]) for code, a in answers.items()],
        example=_example(good),
    )


def _example(body: dict[str, Any]) -> str:
    for content in body.get("content", {}).values():
        if "example" in content:
            return json.dumps(content["example"], indent=2, ensure_ascii=False)
    return ""
