"""The makers that several rooms use: the office, its people, letters and records."""
