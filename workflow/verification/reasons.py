"""Every check and every reason code in words for people."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise

PASSED: dict[str, Text] = {
    "single_signer": _("The signature has exactly one signer."),
    "structure": _("The signature covers the file without a gap."),
    "content": _("The content is as it was signed."),
    "signature_value": _("The signature was made with the key of the certificate."),
    "authority": _("The certificate comes from an authority this office recognises."),
    "certificate": _("The certificate was valid at the time of signing."),
    "revocation": _("The certificate was not revoked at the time of signing."),
    "algorithm": _("The algorithms are strong enough."),
    "time_stamp": _("The time is proven by a time-stamp authority."),
    "changes": _("Nothing was changed after this signature but signatures."),
    "permission": _("The signer's limits on later changes are kept."),
    "signatures_kept": _("No signature was removed."),
    "ending": _("Nothing stands after the signatures but what belongs to them."),
    "actions": _("Nothing that acts by itself was added after signing."),
    "appearance": _("All pages look as they did when they were signed."),
    "our_record": _("The file is exactly the one this office keeps."),
}

REASONS: dict[str, Text] = {
    # the file could not be judged
    "unreadable": _(
        "The file is damaged or cannot be read. Ask the sender for the file as it "
        "was sent, not a copy saved by another program."
    ),
    "not_a_pdf": _("This is not a PDF file. Upload the PDF as you received it."),
    "too_large": _("The file is larger than 50 MB and was not checked."),
    "encrypted": _(
        "The file is protected by a password and cannot be checked. Ask the sender "
        "for a file without a password."
    ),
    "unknown_kind": _(
        "The signature is of a kind that cannot be checked here. Use the checking "
        "service of the authority that issued it."
    ),
    # the content
    "digest_differs": _("The content is not what was signed."),
    "other_changes": _("The content was changed after this signature."),
    "fields_changed": _("Form fields were changed after this signature: %(fields)s."),
    "annotations_changed": _("Notes were added after this signature."),
    "coverage_unclear": _("The signature does not cover the whole file."),
    "not_permitted": _("The file was changed in a way the signer did not permit."),
    "action_added": _("A script or another action was added after signing."),
    "trailing_bytes": _("Something was appended after the last signature."),
    "signature_removed": _("A signature was removed from this file."),
    "page_count": _("The number of pages was changed: %(page)s."),
    "page_looks_different": _("Page %(page)s does not look as it did when signed."),
    "too_many_pages": _("The file has too many pages to compare them all."),
    "read_leniently": _("The file breaks the PDF rules in places."),
    # a letter of ours, and yet not
    "added_to_ours": _(
        "Our letter, with something added after it: the last %(size)s bytes are not "
        "ours."
    ),
    "added_to_ours_page": _(
        "Our letter, with something added after it: page %(page)s no longer looks as "
        "we signed it."
    ),
    "added_to_ours_pages": _(
        "Our letter, with something added after it: the number of pages was changed "
        "(%(page)s)."
    ),
    "altered_copy": _(
        "An altered copy of our letter: the file is not exactly the one we issued."
    ),
    # the signature
    "many_signers": _("The signature names more than one signer."),
    "byte_range": _("The signature leaves parts of the file uncovered."),
    "gap_not_contents": _("Something is hidden inside the signature."),
    "padding": _("Something is hidden behind the signature."),
    "value_wrong": _("The signature does not fit the certificate."),
    "weak_algorithm": _("The signature uses an algorithm that is no longer safe."),
    # the certificate
    "unknown_authority": _(
        "The certificate comes from an authority this office does not recognise."
    ),
    "certificate_not_for_signing": _("The certificate is not made for signing."),
    "certificate_not_yet_valid": _("The certificate was not valid yet."),
    "expired_before": _("The certificate had expired before the file was signed."),
    "expired_without_proof_of_time": _(
        "The certificate has expired, and no time-stamp proves that the file was "
        "signed before. Ask the issuer of the letter."
    ),
    "revoked": _("The certificate was revoked before the file was signed."),
    "revoked_without_proof_of_time": _(
        "The certificate was revoked, and no time-stamp proves that the file was "
        "signed before. Ask the issuer of the letter."
    ),
    "revocation_unknown": _(
        "It is not known now whether the certificate was revoked. Please try again "
        "later."
    ),
    # the time
    "stamp_wrong": _("The time-stamp does not belong to this signature."),
    "stamp_not_trusted": _(
        "The time is only claimed: the time-stamp authority is not recognised."
    ),
    # the letter
    "superseded": _("Revoked or corrected by %(by)s."),
}
