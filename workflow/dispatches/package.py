"""The SRIKANDI package: a letter for another system, as a ZIP that proves itself.

SRIKANDI offers outsiders no door of its own that we know of, so the package is handed
over by hand and its acknowledgement is recorded. The form is written down in
`docs/srikandi-package.md`; the same letter gives the same bytes.
"""

import hashlib
import io
import json
import zipfile
from typing import Any
from uuid import UUID

from eoffice.errors import StateForbids
from eoffice.objects.kinds import plain_name
from eoffice.objects.models import StoredObject
from eoffice.organisation.actor import Actor
from workflow.dispatches import access
from workflow.dispatches.errors import LetterNotInForce
from workflow.dispatches.models import Dispatch, DispatchState
from workflow.dispatches.queries.lists import for_display
from workflow.dispatches.sender_name import sender_name
from workflow.letters.models import Letter, RecipientKind
from workflow.reading_copies import packed_bytes
from workflow.rendering.verification_code import public_address

FORMAT = "eoffice-srikandi/1"
#: ZIP keeps no day before 1980; one day for all makes the bytes the same each time.
DAY = (1980, 1, 1, 0, 0, 0)
LETTER_NAME = "naskah.pdf"


def srikandi_package(*, actor: Actor, dispatch_id: UUID) -> tuple[str, bytes]:
    """Return the name and the bytes of the package; that it was made is kept.

    Raises:
        NotFound: unknown, or its content is not the person's to hand out.
        LetterNotInForce: the letter was revoked.
        StateForbids: this sending was taken back.
    """
    access.visible_dispatch(actor, dispatch_id)
    rows = for_display(access.dispatches_visible_to(actor))
    dispatch = rows.select_related("letter__signatory_position__unit").get(
        pk=dispatch_id
    )
    access.require(actor, "dispatch.open_content", dispatch)
    letter = dispatch.letter
    if not letter.is_in_force:
        raise LetterNotInForce(state=letter.status)
    if dispatch.state == DispatchState.REVOKED:
        raise StateForbids(state=dispatch.state)
    contents = {
        name: packed_bytes(letter, stored, actor=actor)
        for name, stored in _files(letter)
    }
    metadata = _metadata(dispatch, contents)
    contents["metadata.json"] = json.dumps(
        metadata, ensure_ascii=False, indent=2, sort_keys=True
    ).encode()
    contents["SHA256SUMS"] = _sums(contents)
    return f"srikandi-{letter.number.replace('/', '-')}.zip", _zipped(contents)


def _files(letter: Letter) -> list[tuple[str, StoredObject]]:
    signed = letter.signatures.select_related("stored").latest("created_at")
    attached = letter.attachments.select_related("stored")
    return [
        (LETTER_NAME, signed.stored),
        *(
            (f"lampiran/{place:02d}-{plain_name(one.name)}", one.stored)
            for place, one in enumerate(attached, start=1)
        ),
    ]


def _metadata(dispatch: Dispatch, contents: dict[str, bytes]) -> dict[str, Any]:
    letter = dispatch.letter
    signature = letter.signatures.latest("created_at")
    copies = letter.recipients.filter(kind=RecipientKind.CC)
    day = letter.signed_letter_date
    return {
        "format": FORMAT,
        "id": str(dispatch.pk),
        "letter": {
            "number": letter.number,
            "date": day.isoformat() if day else None,
            "type": letter.letter_type.code,
            "subject": letter.subject,
            "classification_code": letter.classification_code,
            "security_class": letter.security_class,
            "urgency": letter.urgency,
        },
        "sender": {"name": sender_name(letter), "unit": letter.unit.code},
        "signatory": {
            "name": signature.printed_name,
            "title": signature.printed_title,
        },
        "recipient": {
            "name": dispatch.recipient.external,
            "address": dispatch.recipient.address.splitlines(),
        },
        "copies": [str(one) for one in copies.select_related("position", "unit")],
        "verification": {
            "code": letter.verification_code,
            "url": public_address(letter.verification_code or ""),
        },
        "files": [
            {
                "name": name,
                "size": len(content),
                "sha256": hashlib.sha256(content).hexdigest(),
            }
            for name, content in contents.items()
        ],
    }


def _sums(contents: dict[str, bytes]) -> bytes:
    lines = (
        f"{hashlib.sha256(content).hexdigest()}  {name}\n"
        for name, content in contents.items()
    )
    return "".join(lines).encode()


def _zipped(contents: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in contents.items():
            entry = zipfile.ZipInfo(name, DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return out.getvalue()
