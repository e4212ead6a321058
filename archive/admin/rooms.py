"""`/arsip/ruang/`: the rooms of the archive, each for those whose work lies there."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.custody.access import deals_with_moves, deals_with_successions
from archive.disposal.access import deals_with_lists
from archive.formats.watching import watches_formats
from archive.holds.access import deals_with_holds
from archive.records.keepers import is_keeper
from archive.reporting.access import reads_reports
from eoffice.audit.access import is_auditor
from eoffice.organisation.access import is_administrator
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveRoom:
    """A room: its page's name, what is done there, and who is shown the door.

    The page itself asks again who may come in.
    """

    page: str
    label: str | Promise
    text: str | Promise
    icon: str
    shown: Callable[[Actor], bool]

    @property
    def url(self) -> str:
        """Return where it leads."""
        return reverse(self.page)


def _everybody(_actor: Actor) -> bool:
    return True


ROOMS = (
    ArchiveRoom(
        page="record_list",
        label=gettext_lazy("Records"),
        text=gettext_lazy("What was signed, received or entered, to be filed."),
        icon="files",
        shown=_everybody,
    ),
    ArchiveRoom(
        page="record_file_list",
        label=gettext_lazy("Record files"),
        text=gettext_lazy("One activity each, with its dates of retention."),
        icon="folder",
        shown=_everybody,
    ),
    ArchiveRoom(
        page="record_new",
        label=gettext_lazy("Enter a record"),
        text=gettext_lazy("Paper, minutes and items from before this system."),
        icon="pen-line",
        shown=is_keeper,
    ),
    ArchiveRoom(
        page="boxes",
        label=gettext_lazy("Boxes"),
        text=gettext_lazy("Where paper stands: room, shelf, box, with labels."),
        icon="package",
        shown=_everybody,
    ),
    ArchiveRoom(
        page="programmes",
        label=gettext_lazy("Vital and protected records"),
        text=gettext_lazy("What must not be lost, and the yearly duty for it."),
        icon="shield-check",
        shown=_everybody,
    ),
    ArchiveRoom(
        page="loans",
        label=gettext_lazy("Book of loans"),
        text=gettext_lazy("Who has which record, until when; what is overdue."),
        icon="book-open",
        shown=_everybody,
    ),
    ArchiveRoom(
        page="grants",
        label=gettext_lazy("Grants to read"),
        text=gettext_lazy("Who reads a record of others, until when."),
        icon="eye",
        shown=_everybody,
    ),
    ArchiveRoom(
        page="openings",
        label=gettext_lazy("Openings"),
        text=gettext_lazy("Who opened which classed record, and why."),
        icon="history",
        shown=is_auditor,
    ),
    ArchiveRoom(
        page="destruction_lists",
        label=gettext_lazy("Destruction lists"),
        text=gettext_lazy("What is due to be destroyed: proposed, appraised, proven."),
        icon="flame",
        shown=deals_with_lists,
    ),
    ArchiveRoom(
        page="reviews",
        label=gettext_lazy("Reviews"),
        text=gettext_lazy("Files that the schedule has appraised again at their end."),
        icon="scale",
        shown=deals_with_lists,
    ),
    ArchiveRoom(
        page="transfers",
        label=gettext_lazy("Transfers"),
        text=gettext_lazy("Inactive files on their way to their next keeper."),
        icon="package",
        shown=deals_with_moves,
    ),
    ArchiveRoom(
        page="handovers",
        label=gettext_lazy("Hand-overs"),
        text=gettext_lazy("Permanent files on their way to the LKD."),
        icon="landmark",
        shown=deals_with_moves,
    ),
    ArchiveRoom(
        page="successions",
        label=gettext_lazy("Succession"),
        text=gettext_lazy("What a unit that ended kept goes to its successor."),
        icon="git-fork",
        shown=deals_with_successions,
    ),
    ArchiveRoom(
        page="holds",
        label=gettext_lazy("Holds for cases"),
        text=gettext_lazy("What is kept for a case, whatever its retention says."),
        icon="lock",
        shown=deals_with_holds,
    ),
    ArchiveRoom(
        page="record_backlog",
        label=gettext_lazy("Not filed yet"),
        text=gettext_lazy("What waits for a berkas, by unit and by how long."),
        icon="hourglass",
        shown=reads_reports,
    ),
    ArchiveRoom(
        page="archive_figures",
        label=gettext_lazy("Yearly figures of the archive"),
        text=gettext_lazy("What was made, kept, lent and let go in a year."),
        icon="list-ordered",
        shown=reads_reports,
    ),
    ArchiveRoom(
        page="supervision",
        label=gettext_lazy("Internal supervision of the archive"),
        text=gettext_lazy("How much of what had to be done was done, by unit."),
        icon="shield-check",
        shown=reads_reports,
    ),
    ArchiveRoom(
        page="export_list",
        label=gettext_lazy("Exports"),
        text=gettext_lazy("Records taken out as packages or lists."),
        icon="download",
        shown=is_keeper,
    ),
    ArchiveRoom(
        page="open_data",
        label=gettext_lazy("Open data"),
        text=gettext_lazy("Ordinary records released, without personal data."),
        icon="eye",
        shown=_everybody,
    ),
    ArchiveRoom(
        page="record_formats",
        label=gettext_lazy("File formats"),
        text=gettext_lazy("Whether what is kept will still open in years to come."),
        icon="eye",
        shown=watches_formats,
    ),
    ArchiveRoom(
        page="committees",
        label=gettext_lazy("Appraisal committee"),
        text=gettext_lazy(
            "Who appraises what is to be destroyed and who witnesses it, by decree."
        ),
        icon="users",
        shown=is_administrator,
    ),
)


def rooms_for(actor: Actor) -> list[ArchiveRoom]:
    """Return the rooms whose work is the person's, in the order of a record's life."""
    return [room for room in ROOMS if room.shown(actor)]


def room_list(request: HttpRequest) -> HttpResponse:
    """Show the doors; each room knows itself who may come in."""
    context = {
        "rooms": rooms_for(acting(request)),
        "crumbs": [(_("Archive"), reverse("record_list")), (_("Rooms"), "")],
    }
    return render(request, "archive/rooms.html", context)
