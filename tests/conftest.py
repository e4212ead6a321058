"""Fixtures that every test may use; what stands behind them: tests/harness/."""

from tests.harness.browser import chromium, new_window, office, page, phone

__all__ = ["chromium", "new_window", "office", "page", "phone"]
