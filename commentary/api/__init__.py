"""The public record as JSON, CSV and newline-delimited JSON."""
