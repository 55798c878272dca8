"""Tests of the optical model, against references that share no code with it."""
