"""NetSuite's language."""
