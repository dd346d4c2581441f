"""The edges of the network: addresses, proxies, HTTP servers of ours."""
