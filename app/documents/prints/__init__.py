"""Paper in the layout of Decree 30/2020: one neutral sheet, set as PDF/A (typst) and written as DOCX (python-docx)."""
