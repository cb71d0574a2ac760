"""Master data: list prices flow from the ERP to the shop, contact data of customers from the shop to the ERP."""
