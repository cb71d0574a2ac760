"""Reports of a gate: page, terminal, JUnit, Markdown."""
