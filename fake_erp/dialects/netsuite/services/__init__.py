"""RESTlets, the metadata catalogue, asynchronous jobs and SOAP."""
