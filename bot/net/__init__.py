"""Networking: addresses, proxies, our HTTP servers."""
