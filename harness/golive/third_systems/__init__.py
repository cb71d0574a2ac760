"""Systems beside the shop, the ERP and the integration: clients of the shop's API with users of their own."""
