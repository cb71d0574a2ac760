"""Reports of a comparison: page, terminal, JUnit, Markdown."""
