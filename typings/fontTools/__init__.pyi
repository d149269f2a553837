"""The part of fontTools 4.68 that Kẻng uses; the library ships no types of its own."""
