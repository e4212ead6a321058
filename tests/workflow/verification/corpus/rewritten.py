"""The letter written anew by another program, whole."""

from io import BytesIO

import pikepdf

from tests.workflow.signing.world import letter_pdf
from tests.workflow.verification.corpus.workshop import Recipe, Workshop


def saved(**how) -> Recipe:
    def recipe(shop: Workshop) -> bytes:
        out = BytesIO()
        with pikepdf.open(BytesIO(shop.letter)) as document:
            document.save(out, **how)
        return out.getvalue()

    return recipe


def without_form(shop: Workshop) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(shop.letter)) as document:
        for page in document.pages:
            if "/Annots" in page:
                del page["/Annots"]
        del document.Root.AcroForm
        document.save(out)
    return out.getvalue()


def signed_by_a_stranger(shop: Workshop) -> bytes:
    return shop.stranger.sign().pdf


RECIPES: dict[str, Recipe] = {
    "saved anew": saved(),
    "linearised": saved(linearize=True),
    "unpacked": saved(qdf=True),
    "encrypted": saved(encryption=pikepdf.Encryption(owner="a", user="b")),
    "locked without a password": saved(encryption=pikepdf.Encryption(owner="a")),
    "packed tightly": saved(object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "form left out": without_form,
    "text alone": lambda _: letter_pdf(),
    "signed by a stranger": signed_by_a_stranger,
    "byte before the header": lambda shop: b"\n" + shop.letter,
}
