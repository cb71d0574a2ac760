"""How calls travel: as XML, as JSON-RPC, by session cookie, or as JSON-2."""
