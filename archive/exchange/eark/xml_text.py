"""Texts of people in XML: without the characters that XML 1.0 forbids anywhere.

A control character in a subject or in the name of a file must not keep a whole
selection from leaving; the text as it was stands in `metadata.json`.
"""

import re
from collections.abc import Mapping

from lxml import etree
from lxml.builder import ElementMaker

FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def maker(namespace: str, nsmap: Mapping[str | None, str]) -> ElementMaker:
    """Return what makes elements of the namespace, from whatever text."""
    return ElementMaker(namespace=namespace, nsmap=nsmap, typemap={str: _add})


def _add(element: etree._Element, text: str) -> None:
    element.text = (element.text or "") + FORBIDDEN.sub("", text)
