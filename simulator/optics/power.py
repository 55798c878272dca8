"""Power along a link in dBm: source, meter with its reference, and the budget of a list of losses.

It deliberately knows no geometry: losses come in as decibels.
"""
