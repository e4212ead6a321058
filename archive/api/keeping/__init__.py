"""What keepers do with records and files: filing, correcting, arranging."""
