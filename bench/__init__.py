"""Measurements that take too long, or vary too much, for the tests; docs/measurements.md quotes
them.
"""
