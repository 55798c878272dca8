"""The optical model: small array functions, SI in, dB out. NumPy only; it knows nothing of scenes or files."""
