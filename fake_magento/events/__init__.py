"""Events, webhooks, subscriptions and checkout hooks of the shop."""
