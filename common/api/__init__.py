"""What every view of the API shares: errors, parameters, paging, formats, conditional answers."""
