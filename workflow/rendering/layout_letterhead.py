"""The kop as a layout prints it: some show no address."""

from workflow.rendering.tree import Letterhead
from workflow.typesetting.layouts import LEGAL, UNADDRESSED


def letterhead_on(layout: str, letterhead: Letterhead) -> Letterhead:
    """Return the kop without what this layout does not print of it.

    A decree of the head of the region shows emblem and name alone; one of a head of
    office has the kop of the office (tata naskah 2.2, 3.1).
    """
    is_legal = layout in LEGAL and letterhead.kind == "head_of_region"
    if is_legal or layout in UNADDRESSED:
        return letterhead.model_copy(update={"address": ()})
    return letterhead
