"""The ERP as SAP S/4HANA."""
