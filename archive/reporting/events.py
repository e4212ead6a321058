"""Events of the reports: what other rooms may wait for."""

from eoffice.outbox.events import EventName


class ReportEvent(EventName):
    """What happened: `register_id`, how many were `waiting`, how many `late`."""

    BACKLOG_REMINDED = "report.backlog_reminded"
