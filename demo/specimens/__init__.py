"""Letters of other offices as they come in: printed, written on, badly scanned."""
