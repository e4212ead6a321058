"""Word files of drafts, on pages."""
