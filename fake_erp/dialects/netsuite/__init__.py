"""Oracle NetSuite: SuiteTalk REST, SuiteQL, RESTlets and a part of SuiteTalk SOAP."""
