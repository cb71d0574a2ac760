"""Odoo: XML-RPC, JSON-RPC, the web client's calls and JSON-2 over one set of models."""
