"""A strict local stand-in for Slack, a process of its own."""
