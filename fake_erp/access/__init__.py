"""Access: admission control, sessions, rate limits, capacity, maintenance."""
