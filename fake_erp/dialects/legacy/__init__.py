"""An ERP without an online interface: orders and documents are files in folders and rows in staging tables."""
