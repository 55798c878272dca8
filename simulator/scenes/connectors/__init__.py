"""Connectors: look at an end face, judge it, clean it, look again, and plug it in."""
