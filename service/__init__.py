"""When it runs, where it is kept, how it is seen."""
