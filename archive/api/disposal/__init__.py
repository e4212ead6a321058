"""Destruction lists at the API: lists, their sheets and documents, committees."""
