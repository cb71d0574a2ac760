"""The REST surface: a table of routes, views that parse, call the domain and format, and Magento's JSON."""
