"""Every write of alerts: numbering, matching, delivering, subscribing."""
