"""The demo: a loopback newsroom, its stories and a Slack stand-in."""
