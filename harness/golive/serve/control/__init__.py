"""The control API of a sandbox: inspect the books, change settings, move the clock, restore snapshots."""
