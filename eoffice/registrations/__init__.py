"""What the rooms of the core tell each other at start."""
