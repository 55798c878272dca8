"""One module per step, named after its revision. A step that has shipped is never edited."""
