"""The people around an integration, beside the clerks: sections of `people`."""
