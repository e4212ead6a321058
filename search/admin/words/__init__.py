"""Words that find each other: the office's groups, the shipped ones, trying out."""
