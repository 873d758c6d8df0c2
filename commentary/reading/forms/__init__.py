"""What kind of text a document is, what that makes of its words, and how they came to us."""
