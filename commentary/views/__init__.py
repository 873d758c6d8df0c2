"""The public pages: what is public, in words, without scripts. One module per subject."""
