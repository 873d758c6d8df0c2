"""The API of the event stream."""
