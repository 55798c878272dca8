"""Tests of the class book. They need no window and no network."""
