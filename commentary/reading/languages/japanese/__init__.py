"""Japanese: written without blanks, the verb behind what was said, the title behind the name."""
