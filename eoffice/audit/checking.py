"""Checking the chain against its anchors, every day, and keeping what was found."""

import logging
import time
from dataclasses import asdict

from django.utils.dateparse import parse_datetime

from eoffice.audit.anchors import verify_against_anchors
from eoffice.audit.models import ChainCheck
from eoffice.audit.verification import ChainReport

logger = logging.getLogger(__name__)
FINDINGS_SHOWN = 20


def check_chain() -> ChainCheck:
    """Recompute the chain, hold it against every anchor, keep the result.

    Raises:
        StoreUnavailable: the anchors cannot be read; to be called later.
    """
    began = time.monotonic()
    report = verify_against_anchors()
    return keep_check(report, time.monotonic() - began)


def keep_check(report: ChainReport, seconds: float) -> ChainCheck:
    """Keep what a verification found; a fault is logged as well."""
    if not report.is_sound:
        logger.error("audit_chain_faulty", extra={"faults": report.faults})
    return ChainCheck.objects.create(
        links=report.links,
        head=report.head,
        faults=report.faults,
        findings=[asdict(one) for one in report.findings[:FINDINGS_SHOWN]],
        anchors=report.anchors,
        last_anchor_sequence=report.last_anchor_sequence,
        last_anchor_at=parse_datetime(report.last_anchor_at or ""),
        seconds=round(seconds, 3),
    )
