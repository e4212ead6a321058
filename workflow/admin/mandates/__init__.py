"""The register of mandates as administrators see it."""
