"""The files of a report: PDF with the data inside, open data, evidence cards, text to edit, slides, two pages for residents."""
