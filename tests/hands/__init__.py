"""Scripted hands: careful and careless ways to work, as plain lists of (tick, action).

They deliberately look at no result: like a log, they only say what the hands do and when.
"""
