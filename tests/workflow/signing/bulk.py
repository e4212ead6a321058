"""Waiting for sessions of many letters that run in threads of the test process."""

import threading

NAME = "bulk_signing"
PATIENCE_S = 60


def wait_for_sessions() -> None:
    """Wait for the threads that the fixture `signs_in_a_thread` started."""
    for thread in threading.enumerate():
        if thread.name == NAME:
            thread.join(PATIENCE_S)
