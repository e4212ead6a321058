"""A review in the words and parts of its pages."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.reviews.counting import waits_for
from archive.reviews.models import Review
from archive.reviews.states import ReviewState
from eoffice.shell.components import Route, RouteStep
from eoffice.shell.components.route import StepMark
from eoffice.shell.queue import Tag

WAITS = {
    "submission": gettext_lazy("to be submitted by the archivist"),
    "appraisal": gettext_lazy("for the committee's word on each file"),
    "approval": gettext_lazy("for the decision by its berita acara"),
    "nothing": gettext_lazy("for nothing"),
}
SIGNS = {
    ReviewState.DRAFT: ("file-pen", "info"),
    ReviewState.SUBMITTED: ("scale", "due"),
    ReviewState.APPROVED: ("circle-check", "ok"),
    ReviewState.ABORTED: ("ban", ""),
}
BEHIND = {"submission": 0, "appraisal": 1, "approval": 2, "nothing": 3}


def state_tag(found: Review) -> Tag:
    """Return the state as a tag."""
    state = ReviewState(found.state)
    icon, kind = SIGNS[state]
    return Tag(text=str(state.label), icon=icon, kind=kind)


def steps_of(found: Review) -> Route:
    """Return the three steps with what stands done, runs and waits."""
    waits = waits_for(found)
    names = (_("Proposal"), _("Appraisal"), _("Decision"))
    told = _("Waits %(what)s") % {"what": WAITS[waits]}
    return Route(
        title=_("Steps"),
        steps=[
            RouteStep(
                state=_mark(found, number, BEHIND[waits]),
                name=name,
                text=told if number == BEHIND[waits] else "",
            )
            for number, name in enumerate(names)
        ],
    )


def _mark(found: Review, number: int, behind: int) -> StepMark:
    if found.state == ReviewState.ABORTED:
        return StepMark.SKIPPED
    if number < behind:
        return StepMark.DONE
    return StepMark.NOW if number == behind else StepMark.WAITING


def page_of_review(found: Review) -> str:
    """Return the address of the review's own page."""
    return reverse("review", args=[found.pk])


def crumbs_of(found: Review, last: str = "") -> list[tuple[str, str]]:
    """Return the way here; `last` names a page below the review's own."""
    way = [
        (_("Archive"), reverse("record_list")),
        (_("Reviews"), reverse("reviews")),
        (found.name, page_of_review(found) if last else ""),
    ]
    return [*way, (last, "")] if last else way
