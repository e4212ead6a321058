"""What follows an act of the core once it has committed; jobs, checks, readers."""

from uuid import UUID

from eoffice.absences.events import AbsenceEvent
from eoffice.absences.notices import tell_parties, tell_superior
from eoffice.administration.agreement_notices import (
    settle_requests,
    tell_administrators,
)
from eoffice.administration.events import AgreementEvent
from eoffice.files import check_upload, leaving
from eoffice.files import stuck as stuck_files
from eoffice.files.events import ObjectEvent, UploadEvent
from eoffice.health import own_proofs, services, watch
from eoffice.health.banner import register_health_reader
from eoffice.health.events import ProofEvent
from eoffice.health.proof_notices import settle_proofs, tell_of_broken_proof
from eoffice.importing import jobs as import_jobs
from eoffice.jobs import stuck as stuck_jobs
from eoffice.jobs.events import JobEvent
from eoffice.jobs.operations import run_job
from eoffice.notifications.events import NoticeEvent
from eoffice.notifications.operations import mail_notification
from eoffice.notifications.visibility import register_pages
from eoffice.organisation.access import is_administrator
from eoffice.outbox.events import Event, on
from eoffice.outbox.lanes import Lane
from eoffice.sandbox import register_task


def _run(event: Event) -> None:
    run_job(UUID(event.payload["job_id"]))


def _mail(event: Event) -> None:
    mail_notification(UUID(event.payload["notification_id"]))


def _check(event: Event) -> None:
    check_upload(UUID(event.payload["upload_id"]))


def _delete(event: Event) -> None:
    leaving.delete_left(**event.payload)


def register() -> None:
    """Register handlers of events, kinds of job, tasks of the sandbox, readers."""
    on(AbsenceEvent.ASKED, "absences.tell_superior", tell_superior)
    on(AbsenceEvent.DECIDED, "absences.tell_parties", tell_parties)
    on(AgreementEvent.ASKED, "organisation.tell_administrators", tell_administrators)
    on(AgreementEvent.DECIDED, "organisation.settle_requests", settle_requests)
    # lanes: a long job, a slow mail server or scanner must not hold up the rest
    on(JobEvent.QUEUED, "jobs.run", _run, lane=Lane.SLOW)
    on(JobEvent.QUEUED_APART, "jobs.run_apart", _run, lane=Lane.DESTROYER)
    on(NoticeEvent.MADE, "notifications.mail", _mail, lane=Lane.MAIL)
    on(UploadEvent.RECEIVED, "objects.check_upload", _check, lane=Lane.CHECKS)
    on(ObjectEvent.LEFT, "objects.delete_left", _delete)
    on(ProofEvent.BROKEN, "health.tell_administrators", tell_of_broken_proof)
    on(ProofEvent.HOLDS_AGAIN, "health.settle_proofs", settle_proofs)
    register_task("read_workbook", "eoffice.importing.spreadsheet:read_workbook")
    register_task("read_filled", "eoffice.importing.filled:read_filled")
    register_task("read_csv", "eoffice.importing.comma_separated:read_csv")
    register_task("read_table", "eoffice.importing.comma_separated:read_table")
    import_jobs.register()
    stuck_jobs.register()
    stuck_files.register()
    services.register()
    own_proofs.register()
    register_health_reader(watch.degraded_services)
    register_pages(
        "settings_index",
        lambda actor, paths: paths if is_administrator(actor) else set(),
    )
