"""Words that find each other, as this office sets them: beside the shipped groups."""
