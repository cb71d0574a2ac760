"""Stock, availability and outbound deliveries."""
