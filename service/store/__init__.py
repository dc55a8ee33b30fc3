"""The only door to SQLAlchemy and Alembic."""
