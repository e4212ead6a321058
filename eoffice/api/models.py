"""The list of models that Django reads; each lives in the room that uses it."""

from eoffice.limits.models import RequestCount
from eoffice.once.models import IdempotentAnswer

__all__ = ["IdempotentAnswer", "RequestCount"]
