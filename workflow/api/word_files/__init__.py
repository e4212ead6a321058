"""Word files of drafts, for programs."""
