"""From a fetched document to an article."""
