"""From a scenario to a world: the configuration of shop, ERP and everything around them."""
