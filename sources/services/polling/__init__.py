"""Polling feeds: `drain` is the way in; each other module is one step or one rule of it."""
