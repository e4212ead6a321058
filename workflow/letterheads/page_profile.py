"""Paper, margins and type of the office's letters, as an administrator sets them.

A letter keeps the profile that it was frozen with: a change holds for what is frozen
after it.
"""

from collections.abc import Iterator, Sequence
from typing import Annotated

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from eoffice.policies.policy import OfficePolicy, PolicyShape, Told, register_policy
from workflow.rendering.tree import AttachedFile, Margins, PageProfile

MOST_BYTES = 10 * 1024 * 1024  # of all together; more makes a letter hard to send


# Read without a glass, and darker than the grey of a watermark.
FOOT_SIZE_PT = 8


class Paper(models.TextChoices):
    """Sizes of paper that a pemda uses (tata naskah 3.2)."""

    A4 = "A4", _("A4 (210 x 297 mm)")
    F4 = "F4", _("F4 (215 x 330 mm)")


class AttachmentWay(models.TextChoices):
    """How files go with a letter, beside the list of them on its page."""

    LISTED = "listed", _("Beside the letter, named on its page")
    EMBEDDED = "embedded", _("Inside the signed PDF too (PDF/A-3), up to 10 MB")


class PageRules(PolicyShape):
    """Millimetres and points; the least values are those of tata naskah 3.2."""

    paper: Annotated[Paper, Told(_("Paper"))] = Paper.A4
    font_size_pt: Annotated[int, Told(_("Type size, points"))] = Field(
        default=12, ge=10, le=14
    )
    line_spacing_percent: Annotated[int, Told(_("Line spacing, percent"))] = Field(
        default=130, ge=115, le=180
    )
    margin_top_mm: Annotated[int, Told(_("Margin above, mm"))] = Field(
        default=20, ge=10, le=60
    )
    margin_bottom_mm: Annotated[int, Told(_("Margin below, mm"))] = Field(
        default=25, ge=20, le=60
    )
    margin_left_mm: Annotated[int, Told(_("Margin left, mm"))] = Field(
        default=30, ge=10, le=60
    )
    margin_right_mm: Annotated[int, Told(_("Margin right, mm"))] = Field(
        default=20, ge=10, le=60
    )
    prints_biasa: Annotated[
        bool,
        Told(
            _("Mark letters of class B too"),
            _("Letters of class T, R and SR always bear their mark."),
        ),
    ] = False
    attachment_way: Annotated[AttachmentWay, Told(_("Attached files"))] = (
        AttachmentWay.LISTED
    )

    def embeds(self, files: Sequence[AttachedFile]) -> bool:
        """Tell whether these files go into the PDF of their letter."""
        size = sum(file.size for file in files)
        wanted = self.attachment_way == AttachmentWay.EMBEDDED
        return wanted and 0 < size <= MOST_BYTES

    def profile(self) -> PageProfile:
        """Return it as a content tree holds it."""
        return PageProfile(
            paper=self.paper.value,  # type: ignore[arg-type]  # the same two names
            font_size_pt=self.font_size_pt,
            line_spacing_percent=self.line_spacing_percent,
            margins_mm=Margins(
                top=self.margin_top_mm,
                bottom=self.margin_bottom_mm,
                left=self.margin_left_mm,
                right=self.margin_right_mm,
            ),
            prints_biasa=self.prints_biasa or None,
            foot_size_pt=FOOT_SIZE_PT,
        )


def _effects(_old: PageRules, _new: PageRules) -> Iterator[str | Promise]:
    yield _(
        "Drafts take the new page at once. Letters that were submitted keep the page"
        " that was initialled."
    )


PAGE_PROFILE = register_policy(
    OfficePolicy(
        name="page_profile",
        label=_("Paper and margins"),
        purpose=_("Says on what paper, in what type and with what margins letters go."),
        shape=PageRules,
        default=PageRules(),
        order=310,
        effects=_effects,
    )
)
