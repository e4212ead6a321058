"""What a reading view looks like from outside; shared by all that have files."""

from collections.abc import Mapping
from uuid import UUID

from ninja import Field, Schema

from workflow.reading_views.states import ShownView, ViewState


class ReadingViewShape(Schema):
    """Pages to read of an office file; the original stays what counts."""

    state: ViewState
    label: str = Field(..., examples=["siap dibaca"])
    pages: int | None = Field(..., description="Once it is ready.")


def view_shape(
    views: Mapping[UUID, ShownView], stored_id: UUID
) -> ReadingViewShape | None:
    """Return the view of a file; nothing for one that is no office file."""
    view = views.get(stored_id)
    if view is None:
        return None
    return ReadingViewShape(state=view.state, label=view.label, pages=view.pages)
