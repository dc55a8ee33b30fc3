"""The alert's own words, a module a language."""
