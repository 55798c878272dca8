"""Brin: practise the fibre-optic technician's trade, from the gesture to the trace.

This package holds the whole program; it deliberately does nothing when imported.
"""

__version__ = "0.1.0"
