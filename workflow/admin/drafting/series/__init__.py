"""Pages of series: `/naskah-keluar/berkala/…`."""
