"""A text taken apart: paragraphs, tokens, quotations, sentences and their units."""
