"""Further duties about orders: standstill in the ERP, acknowledgements, subscriptions to events."""
