"""The sheet that asks for the signing secret, once, for one act."""

from collections.abc import Sequence
from dataclasses import dataclass

from eoffice.shell.components.base import PagePart


@dataclass(frozen=True, kw_only=True)
class SecretSheet(PagePart):
    """What is signed, as whom, with which certificate; one field; a promise.

    Inside an element with `data-controller="eo-sheet"`; its opener carries
    `data-action="eo-sheet#open"`. `fault` reopens it with the reason; `kept` are
    hidden fields (name, value), so a wrong secret keeps all choices.
    """

    template_name = "eoffice/components/secret.html"
    title: str
    as_whom: str
    action: str
    button: str
    lines: Sequence[str] = ()
    kept: Sequence[tuple[str, str]] = ()
    fault: str = ""
    field: str = "passphrase"
    is_panel = False


@dataclass(frozen=True, kw_only=True)
class SecretPanel(SecretSheet):
    """The same as a part of the page: works without a script."""

    template_name = "eoffice/components/secret_panel.html"
    is_panel = True
