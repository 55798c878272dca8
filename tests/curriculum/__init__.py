"""Tests of course files: reading, checking, loading, the editor's schema and the courses that ship."""
