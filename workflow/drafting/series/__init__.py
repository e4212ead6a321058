"""Series: a letter that comes again and again, prepared as a draft each time."""
