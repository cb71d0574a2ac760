"""The ERP in the language of ERPNext."""
