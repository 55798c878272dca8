"""Score sheets as files: CSV, JSON, PDF. It judges nothing and reads no log."""
