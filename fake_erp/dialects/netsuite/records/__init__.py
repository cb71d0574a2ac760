"""NetSuite's records: how each is read and written."""
