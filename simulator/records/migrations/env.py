"""What alembic runs to migrate: the steps, over the connection that it is handed.

It deliberately opens no database of its own: a second connection to a book in use could damage it.
"""

from alembic import context

configured = context.config.attributes
if "connection" in configured:
    context.configure(connection=configured["connection"], transactional_ddl=True)
    context.run_migrations()
else:
    # Offline: write the SQL for a database server whose keeper wants to read it first.
    context.configure(dialect_name=configured["dialect_name"], as_sql=True, output_buffer=configured["output"])
    with context.begin_transaction():
        context.run_migrations()
