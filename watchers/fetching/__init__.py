"""Bytes from the network: the only door to httpx and h11."""
