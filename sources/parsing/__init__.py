"""Foreign documents in, plain values out. Pure; run through `common.isolation.run_isolated`."""
