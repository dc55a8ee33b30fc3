"""The schema. Rows are the only state; a story's stage is a column, never memory."""
