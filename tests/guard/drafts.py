"""What hangs on a draft: its earlier states."""

from tests.office.kabupaten import Office, actor
from tests.office.outgoing import letter_input, make_draft
from workflow.letters.operations.drafting import edit_draft


def drafts(office: Office) -> dict[tuple[str, ...], list[dict[str, object]]]:
    """Return where an earlier state of a draft is named."""
    letter = make_draft(office)
    edit_draft(
        actor=actor(office.drafter),
        letter_id=letter.pk,
        row_version=None,
        content=letter_input(office, subject="Undangan rapat"),
    )
    state = letter.states.get()
    return {("letter_id", "state_id"): [{"letter_id": letter.pk, "state_id": state.pk}]}
