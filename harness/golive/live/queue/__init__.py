"""Shop events in a message queue (AMQP)."""
