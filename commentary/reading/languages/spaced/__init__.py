"""Languages with blanks between words: a verb and its subject beside what was said.

What a language adds is data. One without data gives direct words of named speakers, by marks,
capitals and order alone.
"""
