"""What hangs on a draft: its earlier states, and the template kept of it."""

from tests.office.kabupaten import Office, actor
from tests.office.outgoing import letter_input, make_draft
from workflow.letters.operations.drafting import edit_draft
from workflow.models import TextKind
from workflow.unit_texts.keeping import TextInput, keep_unit_text


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
    given = TextInput(kind=TextKind.TEMPLATE, name="Undangan")
    text = keep_unit_text(actor=actor(office.drafter), letter_id=letter.pk, given=given)
    return {
        ("letter_id", "state_id"): [{"letter_id": letter.pk, "state_id": state.pk}],
        ("text_id",): [{"text_id": text.pk}],
    }
