"""What happens in a run by itself: customers, their orders and payments, sales of the ERP, master data."""
