"""Every door that anybody may work at lies in the strangers' lane of the server."""

from django.urls import URLPattern

from eoffice.api.root import api
from eoffice.gateway.lanes import is_public
from eoffice.portal.registry import public_patterns


def _routes(patterns, prefix="/"):
    for pattern in patterns:
        here = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield here
        else:
            yield from _routes(pattern.url_patterns, here)


def test_public_pages_are_in_the_public_lane():
    routes = list(_routes(public_patterns()))

    assert routes
    assert [route for route in routes if not is_public(route)] == []


def test_open_operations_of_the_api_are_in_the_public_lane():
    paths = api.get_openapi_schema()["paths"]
    opened = [
        path
        for path, operations in paths.items()
        if any(not operation.get("security", True) for operation in operations.values())
    ]

    assert opened
    assert [path for path in opened if not is_public(path)] == []
