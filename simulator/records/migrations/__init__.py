"""Steps that turn an old class book into a new one, run by alembic. They never read a class book's content."""
