"""The question-and-answer form: labels, roles, guests and exchanges."""
