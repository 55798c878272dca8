"""One scene: logic.py says what happens, view.py how it looks."""
