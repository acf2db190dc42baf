"""PDFs as this office makes them: rendering, QR codes, the look of a signature. Templates and words come from desks."""
