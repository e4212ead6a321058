"""`/arsip/usul-musnah/<id>/dokumen/`: the eight documents of a destruction."""

from archive.admin.disposal.list_page import crumbs_of
from archive.admin.papers.desk import PaperDesk
from archive.disposal import access
from archive.disposal.documenting import (
    ENTERED_ELSEWHERE,
    may_enter,
    record_list_document,
    write_list_document,
)
from archive.disposal.eight_documents import documents_of
from archive.disposal.models import DestructionList
from eoffice.organisation.actor import Actor


def _may(actor: Actor, found: DestructionList) -> bool:
    return access.may(actor, "disposal.document", found)


DESK = PaperDesk(
    find=access.visible_list,
    papers=documents_of,
    may=_may,
    write=write_list_document,
    record=record_list_document,
    crumbs=crumbs_of,
    id_name="list_id",
    in_address="list_id",
    page="destruction_list",
    documents="destruction_list_documents",
    document="destruction_list_document",
    not_entered=frozenset(kind.value for kind in ENTERED_ELSEWHERE),
    may_enter=may_enter,
)
