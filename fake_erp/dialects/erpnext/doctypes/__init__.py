"""The DocTypes, one module per subject."""
