"""Holidays of the year and the working days they leave."""
