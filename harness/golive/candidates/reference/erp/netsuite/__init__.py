"""The ERP as Oracle NetSuite."""
