"""Tests of the score sheets as files. They need no window and no network."""
