"""Sales orders, returns and credit memo requests."""
