"""Where rooms hang their public pages: URL modules, collected before the first request.

The root of the house (`eoffice.urls`) includes them, so that no room below imports
one above it.
"""

from django.urls import URLPattern, URLResolver, include, path

_modules: list[str] = []


def register_public_pages(module: str) -> None:
    """Hang the `urlpatterns` of `module` at the root; harmless when done twice."""
    if module not in _modules:
        _modules.append(module)


def public_patterns() -> list[URLPattern | URLResolver]:
    """Return the patterns of all registered modules."""
    return [path("", include(module)) for module in sorted(_modules)]
