"""The REST API: a table of routes, and views that parse a request, call the domain and format Magento's JSON."""
