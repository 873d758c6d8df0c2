"""When it was said: the words that tell a day, what day they tell, and of which statement."""
