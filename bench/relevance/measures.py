"""The usual figures of a ranked list held against judged letters."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FIRST, FURTHER = 10, 20
#: As many are asked for: some questions leave the easy ones aside.
LOOKED_AT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """nDCG of the first ten, share of the good ones among twenty, rank of the first."""

    ndcg: float
    recall: float
    mrr: float


def figures(found: Sequence[str], grades: Mapping[str, int]) -> Figures:
    """Judge a list of ids; the best grade that is there counts as found."""
    gains = [grades.get(one, 0) for one in found[:FURTHER]]
    best = max(grades.values(), default=0)
    ideal = sorted(grades.values(), reverse=True)[:FIRST]
    top = [at for at, gain in enumerate(gains, 1) if gain == best]
    wanted = min(FURTHER, sum(1 for grade in grades.values() if grade == best))
    return Figures(
        ndcg=_dcg(gains[:FIRST]) / (_dcg(ideal) or 1),
        recall=len(top) / (wanted or 1),
        mrr=1 / top[0] if top else 0.0,
    )


def _dcg(gains: Sequence[int]) -> float:
    return sum((2**gain - 1) / math.log2(at + 1) for at, gain in enumerate(gains, 1))


def mean(given: Sequence[Figures]) -> Figures:
    """Return the means."""
    count = len(given) or 1
    return Figures(
        ndcg=sum(one.ndcg for one in given) / count,
        recall=sum(one.recall for one in given) / count,
        mrr=sum(one.mrr for one in given) / count,
    )
