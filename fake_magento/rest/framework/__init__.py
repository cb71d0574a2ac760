"""HTTP without a web framework: routing, bodies, typed input, JSON and XML as Magento prints them."""
