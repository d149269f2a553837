"""The demo commune: invented data, marked as such, never outside the demo."""
