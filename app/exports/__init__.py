"""What leaves the book as files and for programs: tables, points and photos of a period, noted and marked."""
