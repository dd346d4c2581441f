"""How the sources of posts show them."""
