"""What a company's integrations share: clients with patience, the mapping of orders, goods, refunds."""
