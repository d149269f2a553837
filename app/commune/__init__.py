"""What a commune decides for itself: its settings and its categories, by form and by spreadsheet, from a day on."""
