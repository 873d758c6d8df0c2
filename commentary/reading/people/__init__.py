"""Who is named in a document, and which of them a source means."""
