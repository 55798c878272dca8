"""Tests that mirror the package of the same name; they deliberately open no window."""
