"""Categories, presets, terms, limits and dated settings: data, never constants."""
