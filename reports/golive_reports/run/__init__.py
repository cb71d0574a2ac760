"""Reports of one run: page, terminal, JUnit, the timeline of an order."""
