"""What a blueprint may state of a domain, one file each."""
