"""An alert as Slack takes it, inside all of its limits."""
