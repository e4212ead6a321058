"""Pictures for texts: made anew from what was brought, named by their hash."""
