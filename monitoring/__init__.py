"""What happens: indicators, windows, reports, the first page of each role."""
