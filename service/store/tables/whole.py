"""The whole schema, every table declared: what migrations are held against, and what a database in memory is made of."""

from service.store.tables import desk, ledger, naming, sending, watched

PARTS = (watched, ledger, sending, desk)
"""Modules that declare it."""
metadata = naming.metadata
