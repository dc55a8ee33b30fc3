"""How one claim of each kind is held against the facts that are known."""
