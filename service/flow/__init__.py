"""The stages of a story: poll, read, judge, deliver, and the sweep that finds lost work."""
