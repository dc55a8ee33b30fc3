"""What the daemon loads to hear clicks, only where the settings say how they come in: slack_bolt takes a while to load."""

from service.desk.slack import heard

__all__ = ["heard"]
