"""Letter types as data: what each must hold, how it is drawn, who signs it."""
