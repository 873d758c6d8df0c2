"""The one way out: every byte that the program fetches or sends passes `common.http.client`."""
