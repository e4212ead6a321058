"""The kinds of things that can be found, each in a file of its own.

A kind is added by its file and its line here; CONTRIBUTING.md tells the steps.
"""

from collections.abc import Mapping
from typing import Any

from search.kinds.incoming import INCOMING
from search.kinds.kind import Kind
from search.kinds.letter import LETTER
from search.kinds.record import RECORD

#: By name. The order is that of lists, and of following: what is made from another
#: kind stands after it.
KINDS: Mapping[str, Kind[Any]] = {
    kind.name: kind for kind in (LETTER, INCOMING, RECORD)
}

__all__ = ["KINDS", "Kind"]
