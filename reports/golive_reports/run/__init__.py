"""Reports of one run: page, terminal, JUnit, the story of an order."""
