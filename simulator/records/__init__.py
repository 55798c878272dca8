"""The class book: attempts kept safely. It judges nothing."""
