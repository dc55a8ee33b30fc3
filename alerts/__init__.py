"""Is that news, and who must hear? From claims and the ledger to verdicts, alerts and Slack."""
