"""Verification: what a signed PDF is worth, told so that anybody understands it.

`judge` is a plain function over bytes (made for the sandbox process): no network,
no database, no exception for any input. `verify` adds the one question only the
database can answer, whether these bytes are ours; `sandboxed` judges in the
sandbox process, and `words.describe` tells the verdict to people.
"""

from workflow.verification.judgement import judge, verify
from workflow.verification.policy import Policy, TrustRoot
from workflow.verification.recognition import Issued, IssuedLetters, Recognition
from workflow.verification.verdict import Verdict, VerdictCode

__all__ = [
    "Issued",
    "IssuedLetters",
    "Policy",
    "Recognition",
    "TrustRoot",
    "Verdict",
    "VerdictCode",
    "judge",
    "verify",
]
