"""Official documents as docx and PDF, spreadsheets; no domain word."""
