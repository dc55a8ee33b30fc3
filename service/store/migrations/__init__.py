"""The schema's history, applied by ``service.store.schema``."""
