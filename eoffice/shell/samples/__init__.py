"""Made-up contents of the component gallery; in Indonesian, as on real pages."""
