"""Is the daemon well: what is asked, who answers, and a client small enough to be run every few seconds."""
