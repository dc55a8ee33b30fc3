"""Run by Alembic for each command: uses the connection that ``service.store.schema`` hands over."""

from alembic import context

from service.store.tables.whole import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
