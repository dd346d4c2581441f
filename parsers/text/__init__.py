"""From the letters of a post to words that point back into it: tokens, phrases, sentences, footers."""
