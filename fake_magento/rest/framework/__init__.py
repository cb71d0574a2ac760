"""HTTP without a framework: routes, bodies, typed input, JSON and XML as Magento writes them."""
