"""The workload: demand, baskets, customers, later changes of orders, and store sales."""
