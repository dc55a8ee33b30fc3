"""Who runs a stage, and where."""
