"""The verdict in words for the public: never just "VALID".

The shape is the one of `POST /verify`. Words are made here, beside the reader's
language, and not where the file is judged (a process without one).
"""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workflow.verification import reasons
from workflow.verification.verdict import (
    Check,
    SignatureReport,
    Verdict,
    VerdictCode,
)

Text = str | Promise

TITLES: dict[VerdictCode, Text] = {
    VerdictCode.GENUINE: gettext_lazy("GENUINE"),
    VerdictCode.GENUINE_SUPERSEDED: gettext_lazy("GENUINE, but no longer in force"),
    VerdictCode.VALID_FOREIGN: gettext_lazy("VALID SIGNATURE of another signer"),
    VerdictCode.CHANGED: gettext_lazy("CHANGED after signing"),
    VerdictCode.NOT_GENUINE: gettext_lazy("NOT VALID"),
    VerdictCode.UNDETERMINED: gettext_lazy("CANNOT BE DETERMINED yet"),
    VerdictCode.UNSIGNED: gettext_lazy("NO ELECTRONIC SIGNATURE"),
}

EXPLANATIONS: dict[VerdictCode, Text] = {
    VerdictCode.GENUINE: gettext_lazy(
        "Issued by this office and not changed since it was signed."
    ),
    VerdictCode.GENUINE_SUPERSEDED: gettext_lazy(
        "Issued by this office and not changed, but revoked or corrected by %(by)s."
    ),
    VerdictCode.VALID_FOREIGN: gettext_lazy(
        "The signature is valid and the file is unchanged, but it is not a letter "
        "of this office."
    ),
    VerdictCode.UNSIGNED: gettext_lazy(
        "This file carries no electronic signature, so its origin cannot be checked "
        "here. Compare it with the letter that its code leads to."
    ),
}


def describe(verdict: Verdict) -> dict[str, Any]:
    """Return the verdict as the API tells it, in the active language.

    `{verdict, title, sentence, explanation, signatures: [{signer, position, time,
    time_is_trusted, level, checks: [{code, passed, text}], ...}], checks, letter,
    demo, sha256}`; `sentence` says what the file is and where it was changed, and
    `explanation` adds what the marks of a page say.
    """
    sentence = _sentence(verdict)
    return {
        "verdict": verdict.code.value,
        "title": str(TITLES[verdict.code]),
        "sentence": sentence,
        "explanation": _explanation(sentence, verdict),
        "signatures": [_signature(one) for one in verdict.signatures],
        "checks": [_check(one) for one in verdict.checks],
        "letter": verdict.letter,
        "demo": verdict.demo,
        "sha256": verdict.sha256,
    }


def _sentence(verdict: Verdict) -> str:
    if verdict.code in EXPLANATIONS:
        return _filled(EXPLANATIONS[verdict.code], verdict.facts)
    return _filled(reasons.REASONS[verdict.reason], verdict.facts)


def _explanation(sentence: str, verdict: Verdict) -> str:
    # Said with every verdict: a good demo signature looks like a real one.
    if not verdict.demo:
        return sentence
    return f"{sentence} " + _("Demo signature: it has no legal force.")


def _signature(report: SignatureReport) -> dict[str, Any]:
    return {
        "signer": report.signer,
        "position": report.position,
        "organisation": report.organisation,
        "authority": report.authority,
        "time": report.time,
        "time_is_trusted": report.time_is_trusted,
        "level": report.level,
        "checks": [_check(one) for one in report.checks],
    }


def _check(check: Check) -> dict[str, Any]:
    text = reasons.REASONS.get(check.reason) or reasons.PASSED[check.code]
    return {
        "code": check.code,
        "passed": check.passed,
        "text": _filled(text, check.facts),
    }


def _filled(text: Text, facts: dict[str, str]) -> str:
    # A fact may be missing; a page with a gap is better than no page.
    known = dict.fromkeys(("page", "fields", "since", "by", "size"), "") | facts
    return str(text) % known
