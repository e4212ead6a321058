"""Pages of mail merge: `/naskah-keluar/massal/…`."""
