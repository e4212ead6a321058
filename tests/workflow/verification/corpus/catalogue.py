"""Whole revisions that change the catalogue, the form or the evidence."""

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.embed import EmbeddedFileObject, FileSpec, embed_file
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from tests.workflow.verification import attacks
from tests.workflow.verification.corpus.appended import ELF, archive
from tests.workflow.verification.corpus.pages import on_letter, revision, script
from tests.workflow.verification.corpus.workshop import Recipe, Workshop


def entry(key: str, value: object) -> Recipe:
    """Put an entry into the catalogue."""

    def change(writer):
        writer.root[pdf_name(key)] = value
        writer.update_root()

    return revision(change)


def without(*keys: str) -> Recipe:
    def change(writer):
        for key in keys:
            del writer.root[key]
        writer.update_root()

    return revision(change)


def form_entry(key: str, value: object) -> Recipe:
    """Put an entry into the form."""

    def change(writer):
        form = writer.root["/AcroForm"]
        form[pdf_name(key)] = value
        writer.update_container(form)
        writer.update_root()

    return revision(change)


def dictionary(**entries) -> generic.DictionaryObject:
    return generic.DictionaryObject(
        {pdf_name(f"/{key}"): value for key, value in entries.items()}
    )


def unseen(content: bytes) -> Recipe:
    """A stream that nothing refers to, in a revision like any other."""

    def change(writer):
        writer.add_object(generic.StreamObject(stream_data=content))
        writer.update_root()

    return revision(change)


def _attachment(writer):
    data = EmbeddedFileObject.from_file_data(
        writer, data=archive(), mime_type="application/zip"
    )
    embed_file(writer, FileSpec("lampiran.zip", embedded_data=data))


def _evidence(writer):
    store = dictionary(
        Type=pdf_name("/DSS"),
        Certs=generic.ArrayObject(
            [writer.add_object(generic.StreamObject(stream_data=b"0"))]
        ),
    )
    writer.root["/DSS"] = writer.add_object(store)
    writer.update_root()


def _program_as_evidence(writer):
    revoked = generic.ArrayObject(
        [writer.add_object(generic.StreamObject(stream_data=ELF))]
    )
    writer.root["/DSS"] = writer.add_object(dictionary(CRLs=revoked))
    writer.update_root()


def _empty_field(writer):
    append_signature_field(writer, SigFieldSpec("Kosong"))


def _new_facts(writer):
    writer.set_info(dictionary(Title=generic.pdf_string("Undangan batal")))


def foreign_stamp(shop: Workshop) -> bytes:
    return attacks.with_archive_stamp(
        shop.letter, shop.stranger.authority.time_stamps()
    )


def own_stamp_not_kept(shop: Workshop) -> bytes:
    return attacks.with_archive_stamp(shop.letter, shop.world.authority.time_stamps())


def _also_signed(shop: Workshop, field: str) -> bytes:
    item = {"field_name": field, "certify": False}
    return shop.world.sign(shop.letter, item=item).pdf


RECIPES: dict[str, Recipe] = {
    "script at opening": entry("/OpenAction", script("app.alert(1)")),
    "launch at opening": entry("/OpenAction", script("cmd.exe", "/Launch")),
    "script at closing": entry("/AA", dictionary(WC=script("app.alert(1)"))),
    "extensions": entry(
        "/Extensions", dictionary(ADBE=dictionary(BaseVersion=pdf_name("/1.7")))
    ),
    "version": entry("/Version", pdf_name("/2.0")),
    "mark info": entry("/MarkInfo", dictionary(Suspects=generic.BooleanObject(True))),
    "language": entry("/Lang", generic.pdf_string("en")),
    "viewer preferences": entry(
        "/ViewerPreferences", dictionary(HideToolbar=generic.BooleanObject(True))
    ),
    "page labels": entry("/PageLabels", dictionary(Nums=generic.ArrayObject())),
    "page mode": entry("/PageMode", pdf_name("/UseAttachments")),
    "outlines": entry("/Outlines", dictionary(Type=pdf_name("/Outlines"))),
    "named places": entry("/Dests", dictionary()),
    "portfolio": entry("/Collection", dictionary(View=pdf_name("/D"))),
    "layers": entry(
        "/OCProperties",
        dictionary(OCGs=generic.ArrayObject(), D=dictionary()),
    ),
    "base address": entry(
        "/URI", dictionary(Base=generic.pdf_string("https://contoh.test"))
    ),
    "nothing but a new catalogue": revision(lambda writer: writer.update_root()),
    "new title": on_letter(attacks.with_new_title),
    "new facts": revision(_new_facts),
    "structure removed": without("/StructTreeRoot"),
    "permission removed": without("/Perms"),
    "metadata removed": without("/Metadata"),
    "signature stripped": on_letter(attacks.with_signature_stripped),
    "NeedAppearances": form_entry("/NeedAppearances", generic.BooleanObject(True)),
    "signature flags": form_entry("/SigFlags", generic.NumberObject(0)),
    "XFA form": form_entry("/XFA", generic.pdf_string("<xdp/>")),
    "calculation order": form_entry("/CO", generic.ArrayObject()),
    "empty signature field": revision(_empty_field),
    "attachment": revision(_attachment),
    "ZIP in an unseen stream": unseen(archive()),
    "program in an unseen stream": unseen(ELF),
    "foreign evidence": revision(_evidence),
    "program as evidence": revision(_program_as_evidence),
    "stamp of a stranger": foreign_stamp,
    "stamp of ours that we do not keep": own_stamp_not_kept,
    "signed once more": lambda shop: _also_signed(shop, "Lagi"),
}
