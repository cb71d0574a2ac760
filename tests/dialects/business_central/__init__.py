"""The ERP in the language of Business Central."""
