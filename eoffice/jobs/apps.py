from uuid import UUID

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "eoffice.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Run jobs by the outbox, in the slow lane."""
        from eoffice.audit.words import register_acts
        from eoffice.jobs import stuck
        from eoffice.jobs.events import JobEvent
        from eoffice.jobs.operations import run_job
        from eoffice.jobs.trail_acts import JobAct
        from eoffice.outbox import events
        from eoffice.outbox.events import Event
        from eoffice.outbox.lanes import Lane

        def run(event: Event) -> None:
            run_job(UUID(event.payload["job_id"]))

        events.on(JobEvent.QUEUED, "jobs.run", run, lane=Lane.SLOW)
        register_acts(JobAct)
        stuck.register()
