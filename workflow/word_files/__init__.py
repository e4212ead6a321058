"""Letters and Word: a file's text taken into a draft, a draft given out as a file."""
