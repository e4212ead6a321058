"""Letters in every state, made by the real operations, for the tests of the pages."""

from tests.office.kabupaten import Office, Person, actor
from tests.office.signers import SECRET
from workflow.approval.operations.approving import approve_step, return_letter
from workflow.approval.operations.noting import NoteInput
from workflow.approval.operations.submitting import submit_letter
from workflow.delivery.operations import deliver_letter
from workflow.letters.operations.drafting import (
    LetterInput,
    RecipientInput,
    create_draft,
)
from workflow.models import Letter, LetterNote
from workflow.pades.ports import Secret
from workflow.signing.operations.signing import sign_letter


def letter_input(office: Office, **changes) -> LetterInput:
    """Return the content of a letter that breaks no rule: to Kominfo, by the sekda."""
    values = {
        "subject": "Undangan rapat persiapan gerai layanan terpadu",
        "classification_code": "000.1.5",
        "body": [
            {"type": "paragraph", "value": "Dalam rangka persiapan, kami mengundang:"},
            {
                "type": "fields",
                "value": [{"label": "hari", "value": "Kamis, 3 Desember 2026"}],
            },
        ],
        "recipients": [
            RecipientInput(kind="to", position_id=office.kadis.position.pk),
            RecipientInput(kind="cc", external="Gubernur"),
        ],
        "signatory_position_id": office.sekda.position.pk,
    }
    values |= changes
    names = {"signatory" if n == "signatory_position_id" else n for n in values}
    return LetterInput(given=frozenset(names), **values)


def make_draft(office: Office, type_code: str = "surat_dinas", **changes) -> Letter:
    """Return a draft of the drafter that could be submitted."""
    return create_draft(
        actor=actor(office.drafter),
        type_code=type_code,
        content=letter_input(office, **changes),
    )


def submitted(office: Office, **changes) -> Letter:
    """Return a letter that waits for the kabag's initial."""
    letter = make_draft(office, **changes)
    return submit_letter(actor=actor(office.drafter), letter_id=letter.pk)


def initialled(office: Office, **changes) -> Letter:
    """Return a letter that waits for the sekda's signature."""
    letter = submitted(office, **changes)
    step = letter.steps.get(state="open")
    approve_step(actor=actor(office.kabag), letter_id=letter.pk, step_id=step.pk)
    letter.refresh_from_db()
    return letter


def noted(office: Office, **changes) -> LetterNote:
    """Return the note with which the kabag returned a letter."""
    letter = submitted(office, **changes)
    return_letter(
        actor=actor(office.kabag),
        letter_id=letter.pk,
        step_id=letter.steps.get(state="open").pk,
        notes=[NoteInput(block="", text="Ubah.")],
    )
    return LetterNote.objects.get(version__letter=letter)


def note_on(letter: Letter, person: Person) -> LetterNote:
    """Return a note of the person on the letter's current version."""
    return LetterNote.objects.create(
        version=letter.current_version,
        text="Ubah.",
        author=person.official,
        author_position=person.position,
    )


def sent(office: Office, **changes) -> Letter:
    """Return a letter that is signed and delivered."""
    letter = initialled(office, **changes)
    sign_letter(actor=actor(office.sekda), letter_id=letter.pk, secret=Secret(SECRET))
    deliver_letter(letter_id=letter.pk)
    letter.refresh_from_db()
    return letter
