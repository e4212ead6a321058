"""Letters that are made to be looked at: the real page of a type, tried out."""
