"""Whole revisions that change what stands on the pages, or around them."""

from collections.abc import Callable

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name

from tests.workflow.verification import attacks
from tests.workflow.verification.corpus.workshop import Recipe

Change = Callable[[object], None]


def revision(change: Change) -> Recipe:
    return lambda shop: attacks.appended(shop.letter, change)


def on_letter(attack) -> Recipe:
    return lambda shop: attack(shop.letter)


def numbers(*values: float) -> generic.ArrayObject:
    return generic.ArrayObject(map(generic.FloatObject, values))


def script(text: str, kind: str = "/JavaScript") -> generic.DictionaryObject:
    entries = {pdf_name("/S"): pdf_name(kind)}
    key = {"/JavaScript": "/JS", "/Launch": "/F", "/URI": "/URI"}[kind]
    entries[pdf_name(key)] = generic.pdf_string(text)
    return generic.DictionaryObject(entries)


def page_entry(key: str, value: object) -> Recipe:
    """Put an entry into the first page."""

    def change(writer):
        page = writer.find_page_for_modification(0)[0].get_object()
        page[pdf_name(key)] = value
        writer.update_container(page)

    return revision(change)


def opened(action: generic.DictionaryObject) -> generic.DictionaryObject:
    return generic.DictionaryObject({pdf_name("/O"): action})


def note(kind: str, **entries) -> Recipe:
    """Add an annotation with a white sheet as its look."""

    def change(writer):
        page = writer.find_page_for_modification(0)[0]
        made = attacks._annotation(writer, Subtype=pdf_name(kind), **entries)
        writer.register_annotation(page, writer.add_object(made))

    return revision(change)


def _invisible_field(action: generic.DictionaryObject) -> Recipe:
    """A field of no size whose page-open action runs, as P=2 seems to allow."""

    def change(writer):
        page = writer.find_page_for_modification(0)[0]
        field = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Annot"),
                pdf_name("/Subtype"): pdf_name("/Widget"),
                pdf_name("/FT"): pdf_name("/Sig"),
                pdf_name("/T"): generic.pdf_string("Lain"),
                pdf_name("/F"): generic.NumberObject(132),
                pdf_name("/Rect"): numbers(0, 0, 0, 0),
                pdf_name("/AA"): generic.DictionaryObject({pdf_name("/PO"): action}),
            }
        )
        reference = writer.add_object(field)
        writer.register_annotation(page, reference)
        form = writer.root["/AcroForm"]
        form["/Fields"].append(reference)
        writer.update_container(form["/Fields"])

    return revision(change)


def _last_page_removed(writer):
    pages = writer.root["/Pages"]
    pages["/Kids"].pop()
    pages["/Count"] = generic.NumberObject(int(pages["/Count"]) - 1)
    writer.update_container(pages)
    writer.update_container(pages["/Kids"])


def _pages_swapped(writer):
    kids = writer.root["/Pages"]["/Kids"]
    kids.reverse()
    writer.update_container(kids)


def _font_swapped(writer):
    page = writer.find_page_for_modification(0)[0].get_object()
    page["/Resources"] = generic.DictionaryObject()
    writer.update_container(page)


RECIPES: dict[str, Recipe] = {
    "note over the text": on_letter(attacks.with_note_over_text),
    "content exchanged": on_letter(attacks.with_changed_page),
    "page added": on_letter(attacks.with_added_page),
    "last page removed": revision(_last_page_removed),
    "pages swapped": revision(_pages_swapped),
    "fonts taken away": revision(_font_swapped),
    "empty field over the text": on_letter(attacks.with_unsigned_field_over_text),
    "stamp over the text": note("/Stamp"),
    "square over the text": note("/Square"),
    "hidden note": note("/FreeText", F=generic.NumberObject(2)),
    "note on paper alone": note("/FreeText", F=generic.NumberObject(36)),
    "link to another place": note("/Link", A=script("https://contoh.test/", "/URI")),
    "link that launches": note("/Link", A=script("cmd.exe", "/Launch")),
    "page turned": page_entry("/Rotate", generic.NumberObject(180)),
    "page cropped": page_entry("/CropBox", numbers(0, 0, 300, 842)),
    "page made larger": page_entry("/MediaBox", numbers(0, 0, 1000, 842)),
    "unit changed": page_entry("/UserUnit", generic.NumberObject(2)),
    "script as the page opens": page_entry("/AA", opened(script("app.alert(1)"))),
    "launch as the page opens": page_entry("/AA", opened(script("a.exe", "/Launch"))),
    "field with script": _invisible_field(script("app.alert(1)")),
    "field with launch": _invisible_field(script("cmd.exe", "/Launch")),
    "text field": on_letter(attacks.with_text_field),
    "private data": page_entry("/PieceInfo", generic.DictionaryObject()),
    "page name": page_entry("/Tabs", pdf_name("/S")),
}
