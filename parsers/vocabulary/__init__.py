"""Tables of words, one subject a file: what they mean, or that they mean nothing that a figure would change with."""
