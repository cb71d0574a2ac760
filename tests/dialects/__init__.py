"""The ERP in the languages of real products."""
