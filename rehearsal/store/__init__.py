"""Keeps rehearsals in the one database; everything that was said is encrypted."""
