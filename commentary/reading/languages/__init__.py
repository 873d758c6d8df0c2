"""Languages other than English: rules of their grammars; their words are in `lexicons/`."""
