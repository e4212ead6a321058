"""Office files read in the sandbox, as blocks of a reading view; no Django here."""
