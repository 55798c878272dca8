"""The OTDR: connect, set, measure, read the trace."""
