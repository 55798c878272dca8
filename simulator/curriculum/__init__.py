"""Course files: YAML in, frozen exercises out, every error with its line. It runs no exercise."""
