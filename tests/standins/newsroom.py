"""The loopback newsroom that the demo has, for tests."""

from service.demo.newsroom import Newsroom, Story, page, running_newsroom

__all__ = ["Newsroom", "Story", "page", "running_newsroom"]
