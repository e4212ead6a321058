"""Pages of a letter as pictures and files, for those who may see it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from eoffice.errors import NotFound
from eoffice.objects.models import StoredObject
from eoffice.objects.page_pictures import page_picture_of
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from eoffice.shell.components import PageViewer, SheetPage
from workflow.admin.letters.note_marks import marks_of
from workflow.admin.letters.text_view import letter_html
from workflow.admin.letters.version_changes import Compared, painters_of
from workflow.approval.operations.withdrawing import note_letter_seen
from workflow.letters import access
from workflow.letters.models import Letter, LetterAttachment, LetterVersion
from workflow.letters.queries.shown import shown_title
from workflow.outgoing.letter_facts import LetterFacts, read_letter
from workflow.pictures.showing import drawn_in
from workflow.reading_copies import Wanted, give_file, give_picture
from workflow.reading_views.opening import as_view

PICTURE_WIDTH = 1190  # twice the width of A4 in points: sharp at 200 % of the desk


def viewer_part(
    reading: LetterFacts, pair: Compared | None = None
) -> PageViewer | None:
    """Return pages and text of the version, or nothing before it exists.

    With a `pair` the later of the two, and what changed in it.
    """
    version, tree = reading.version, reading.tree
    if pair is not None:
        version, tree = pair.after, pair.trees[1]
    if version is None or tree is None:
        return None
    letter = reading.letter
    at_place = [letter.pk, version.number]
    pages = [
        SheetPage(image_url=reverse("letter_page", args=[*at_place, number]))
        for number in range(1, version.pages + 1)
    ]
    marks = marks_of([n for n in reading.notes if n.version_id == version.pk])
    url = ""
    if marks or (pair is not None and pair.changes.changed):
        url = reverse("letter_marks", args=at_place)
        url += f"?dari={pair.before.number}" if pair else ""
    return PageViewer(
        pages=pages,
        title=shown_title(letter),
        text=letter_html(tree, painters_of(tree, pair, marks)),
        marks_url=url,
    )


def pdf_of(letter: Letter, version: LetterVersion) -> StoredObject:
    """Return the file that shows a version: signed, where it was signed."""
    signature = letter.signatures.filter(version=version).last()
    # What was signed, where it was: the frozen page carries KONSEP across it.
    return signature.stored if signature else version.pdf


def page_picture(
    request: HttpRequest, letter_id: UUID, number: int, page: int
) -> HttpResponse:
    """Answer with the picture of a page of a version."""
    reading = read_letter(acting(request), letter_id)
    letter = reading.letter
    versions = letter.versions.select_related("pdf").filter(number=number)
    # Earlier versions are the route's own; others see what was issued.
    if not reading.takes_part:
        current = letter.current_version
        versions = versions.filter(number=current.number if current else 0)
    version = versions.first()
    if version is None or not 1 <= page <= version.pages:
        raise NotFound
    picture = page_picture_of(pdf_of(letter, version), page, width=PICTURE_WIDTH)
    return HttpResponse(picture.content, content_type=picture.media_type)


def download(request: HttpRequest, letter_id: UUID) -> HttpResponseBase:
    """Answer with the PDF: signed where it is signed, else the frozen version.

    Of a classed letter a reading copy; `?asli=1` gives those who take part the bytes.
    """
    actor = acting(request)
    # A download shows the letter as its page does, so it counts as a look.
    note_letter_seen(actor=actor, letter_id=letter_id)
    letter = access.visible_letter(actor, letter_id)
    if letter.current_version is None:
        raise NotFound
    name = letter.number.replace("/", "-") if letter.is_issued else "konsep"
    wanted = Wanted(
        stored=pdf_of(letter, letter.current_version),
        name=f"{name}.pdf",
        takes_part=access.takes_part(actor, letter),
        original=request.GET.get("asli") == "1",
    )
    return give_file(request, letter, wanted, actor=actor)


def text_picture(
    request: HttpRequest, letter_id: UUID, upload_id: UUID
) -> HttpResponse:
    """Answer with a picture of the text, for the page that writes it."""
    actor = acting(request)
    letter = access.visible_letter(actor, letter_id)
    mine = access.takes_part(actor, letter)
    return give_picture(drawn_in(letter.pk, upload_id), takes_part=mine)


def attachment(
    request: HttpRequest, letter_id: UUID, attachment_id: UUID
) -> HttpResponseBase:
    """Answer with an attachment of the letter."""
    actor = acting(request)
    letter, wanted = _attached(actor, letter_id, attachment_id)
    return give_file(request, letter, wanted, actor=actor)


def attachment_view(
    request: HttpRequest, letter_id: UUID, attachment_id: UUID
) -> HttpResponseBase:
    """Answer with the pages to read of an attached office file."""
    actor = acting(request)
    letter, wanted = _attached(actor, letter_id, attachment_id)
    return give_file(request, letter, as_view(wanted), actor=actor)


def _attached(
    actor: Actor, letter_id: UUID, attachment_id: UUID
) -> tuple[Letter, Wanted]:
    letter = access.visible_letter(actor, letter_id)
    found = LetterAttachment.objects.select_related("stored").filter(
        letter=letter, pk=attachment_id
    )
    one = found.first()
    if one is None:
        raise NotFound
    mine = access.takes_part(actor, letter)
    return letter, Wanted(stored=one.stored, name=one.name, takes_part=mine)
