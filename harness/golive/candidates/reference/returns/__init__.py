"""Returns: goods that customers send back become returns of the ERP, with or without being put back into stock."""
