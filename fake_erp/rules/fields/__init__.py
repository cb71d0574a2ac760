"""Rules about single fields of a document."""
