"""Record collection filters and SuiteQL."""
